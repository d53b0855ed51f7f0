create function f(x int) returns int language sql begin atomic select 1; select case when x > 0 then x end; end;
select f(3);
create or replace procedure p() language sql begin atomic select 1; select 2; end;
call p();
\df f

prepare pp(int) as select $1 + 1 as r;
execute pp(41);
select a$b$c from (values (1)) t(a$b$c);
select $1;
deallocate pp;

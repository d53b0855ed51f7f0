create function src(a int) returns int language plpgsql as $$
begin
  return a + 1;
end
$$;
\sf src
\sf+ src
\sf src(int)
create view sv as select 1 as a, 2 as b;
\sv sv
\sf nothere
\sv nothere
\sf

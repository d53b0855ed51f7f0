create table o(a int, b text);
insert into o values (1,'x'),(2,null);
copy o to stdout;
copy (select * from o order by a desc) to stdout with csv header;
\copy o to stdout csv
\copy (select a from o where b is not null) to stdout

create table pt(id int, at date, primary key (id, at)) partition by range (at);
create table pt1 partition of pt for values from ('2020-01-01') to ('2021-01-01');
create table pt2 partition of pt default;
\d pt
\d pt1
\d+ pt
\dP
\dPt
\d pt_pkey
create table parent(a int);
create table child(b int) inherits (parent);
\d parent
\d child
\d+ parent

select '\x00ff10'::bytea as b, decode('aGk=', 'base64') as c;
select 'a'::"char", 'n'::name, '(1,2)'::point, '10.0.0.1/8'::inet, '[1,5)'::int4range, '<a>x</a>'::xml is document as doc;
select row(1,'a',null) as r, array[['a','b'],['c',null]] as arr2;

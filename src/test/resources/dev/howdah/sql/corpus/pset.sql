\pset
\pset border
\pset border 2
\pset format a
\pset format latex
\pset format nonsense
\pset expanded auto
\pset fieldsep ','
\pset fieldsep_zero
\pset recordsep_zero
\pset footer
\pset footer
\pset linestyle unicode
\pset numericlocale
\pset pager off
\pset pager always
\pset pager_min_lines 5
\pset pager_min_lines 1
\pset tuples_only
\pset title 'my title'
\pset title
\pset tableattr x
\pset columns 33
\pset columns 0
\pset unknown 1
\pset null 'N'

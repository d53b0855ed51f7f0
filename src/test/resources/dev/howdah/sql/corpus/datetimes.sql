select '2020-01-02 03:04:05'::timestamp as ts, '2020-01-02 03:04:05.678+00'::timestamptz at time zone 'Asia/Seoul' as seoul, '12:34:56'::time as t, '1 year 2 mons 3 days 04:05:06'::interval as i;
set timezone = 'Asia/Seoul';
select '2020-01-02 03:04:05+00'::timestamptz as tz;
set intervalstyle = 'iso_8601';
select '1 day 2 hours'::interval as i;

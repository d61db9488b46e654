-- Questions that a city or a province asks. In DuckDB, started in this folder: .read views.sql
-- Amounts are 元 with two decimals (exact), plans are percentages. `region` and `district` are the first and second folder below the
-- one surveyed. 人员类 R, 运转类 Y, 特定目标类 T and others: the ninth character of the project code.
create or replace view files as select * from read_parquet('files/*.parquet');
create or replace view projects as select * from read_parquet('projects/*.parquet');
create or replace view indicators as select * from read_parquet('indicators/*.parquet');
create or replace view findings as select * from read_parquet('findings/*.parquet');
create or replace view spending as select * from read_parquet('spending/*.parquet');

create or replace view totals as
select count(*) as workbooks, count(*) filter (where status <> 'checked') as not_read, sum(projects) as projects,
       sum(indicators) as indicators, sum(budget) as budget, sum(errors) as errors, sum(warnings) as warnings, sum(waived) as waived
from files;

create or replace view by_region as
select region, count(*) as workbooks, count(*) filter (where status <> 'checked') as not_read, sum(projects) as projects,
       sum(budget) as budget, sum(errors) as errors, sum(warnings) as warnings
from files group by region order by region;

create or replace view by_district as
select region, district, count(*) as workbooks, count(*) filter (where status <> 'checked') as not_read, sum(projects) as projects,
       sum(budget) as budget, sum(errors) as errors, sum(warnings) as warnings
from files group by region, district order by region, district;

create or replace view by_unit as
select region, district, unit_code, unit_name, count(*) as projects, count(*) filter (where clean) as clean, sum(budget) as budget,
       round(sum(budget * plan_6) / nullif(sum(budget), 0), 2) as planned_by_june
from projects group by all order by region, district, unit_code, unit_name;

create or replace view by_kind as
select kind, count(*) as projects, count(*) filter (where clean) as clean, sum(budget) as budget
from projects group by kind order by kind;

create or replace view by_rule as
select rule, severity, count(*) filter (where not waived) as found, count(*) filter (where waived) as waived,
       count(distinct path) as workbooks
from findings group by rule, severity order by found desc, rule, severity;

create or replace view by_indicator as
select level2, level3, count(*) as used, count(distinct path) as workbooks, mode(sign) as sign, mode(measure) as measure,
       median(try_cast(number as double)) as median
from indicators where level3 <> '' group by level2, level3 order by used desc, level2, level3;

-- What could not be read, and why: the list of those to be asked again.
create or replace view not_read as
select region, district, path, status, reason from files where status <> 'checked' order by path;

-- Projects that stand in several workbooks: an old and a new submission in one folder count twice in every total.
create or replace view handed_in_twice as
select code, any_value(name) as name, count(distinct path) as workbooks, list(distinct path order by path) as paths
from projects where code <> '' group by code having count(distinct path) > 1 order by workbooks desc, code;

-- Spent by each of the four nodes beside what was planned. A node that has not come yet shows what was spent so far.
create or replace view progress_by_region as
with nodes(node) as (values (3), (6), (10), (12)),
planned as (select region, node, sum(budget) as budget, sum(budget * case node when 3 then plan_3 when 6 then plan_6 when 10 then plan_10
                   else plan_12 end) / 100 as planned from projects, nodes group by region, node),
spent as (select region, node, sum(paid) filter (where month <= node) as spent from spending, nodes group by region, node)
select region, node, budget, round(planned, 2) as planned, coalesce(spent, 0) as spent,
       round(100 * coalesce(spent, 0) / nullif(budget, 0) - 100 * planned / nullif(budget, 0), 2) as gap_points
from planned left join spent using (region, node) order by region, node;

create or replace view progress as
with paid as (select path, code, sum(paid) as paid from spending group by path, code)
select p.region, p.district, p.path, p.unit_code, p.code, p.name, p.budget, coalesce(s.paid, 0) as paid,
       round(100 * coalesce(s.paid, 0) / nullif(p.budget, 0), 2) as percent
from projects p left join paid s using (path, code) order by p.path, p.code;

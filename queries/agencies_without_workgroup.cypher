// 名称: agencies_without_workgroup
// 问题: 哪些单位领了任务，却不是任何专班（指挥部、领导小组）的成员？
// 说明: 只看写有专班成员名单的文件、具名的单位；本单位的人在专班任职、专班办公室设在本单位的不算；原句是它的第一条责任。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: agency_kind: text 种类
// 列: clauses: integer 责任条款数
// 列: leads: integer 其中牵头
// 列: number: text 编号
// 列: item: text 第一条责任的事项
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (:议事协调机构)<-[s:成员]-()
WHERE (s.document = $document OR $past[s.document] IS NULL) AND coalesce(s.generic, false) = false
WITH collect(DISTINCT s.document) AS listed
MATCH (a:机构|企业)-[r:{duties}]->(t)
WHERE r.document IN listed
  AND coalesce(r.inherited, false) = false AND coalesce(r.generic, false) = false AND NOT r.rule STARTS WITH 'prose'
  AND NOT EXISTS { MATCH (a)-[x:成员|召集|副召集]->(:议事协调机构) WHERE $past[x.document] IS NULL }
  AND NOT EXISTS { MATCH (a)<-[x:办公室设在]-(:议事协调机构) WHERE $past[x.document] IS NULL }
  AND NOT EXISTS { MATCH (a)<-[:任职]-(:人员)-[x:召集|副召集|成员]->(:议事协调机构) WHERE $past[x.document] IS NULL }
MATCH (d:文件 {id: r.document})
WHERE ($document = '' OR d.id = $document OR d.name CONTAINS $document)
WITH a, d, r, t ORDER BY r.start, r.end, r.id
WITH a, d, count(DISTINCT toString(r.start) + '-' + toString(r.end)) AS clauses,
  count(DISTINCT CASE WHEN type(r) = '牵头' THEN toString(r.start) + '-' + toString(r.end) END) AS leads,
  collect(r) AS found, collect(t) AS tasks
WITH a, d, clauses, leads, found[0] AS r, tasks[0] AS t
RETURN
  a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id, labels(a)[0] AS agency_kind,
  clauses, leads, coalesce(t.number, '') AS number, t.name AS item,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, clauses DESC, start, agency_id

// 名称: outsiders
// 问题: 哪些机构在方案中领了任务，却不在该方案专班的成员单位名单里？
// 说明: 按方案对照；只看具名单位，没有具名成员的专班不对照。
// 参数: name: text= 专班或方案名称的一部分；留空为全部
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=防范化解风险
// 列: workgroup: text 专班
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: agency_kind: text 种类
// 列: role: text 角色
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: via: text 由单位本身还是由它的成员单位承担
// 列: hosts_office: flag 专班办公室设在该单位
// 列: heads: flag 该单位的人任召集人或副召集人
// 列: members_open: flag 成员名单以“等”结尾
// 列: plan: text 方案
// 列: workgroup_id: text 专班编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (w:议事协调机构)-[b:属于]->(p:章节|文件)
WHERE ($name = '' OR w.name CONTAINS $name OR p.name CONTAINS $name)
  AND EXISTS { MATCH (w)<-[s:成员]-() WHERE s.document = b.document AND coalesce(s.generic, false) = false }
MATCH (p)<-[:属于*0..8]-(t:事项|章节)
WHERE t.plan = p.id OR t.id = p.id
MATCH (t)<-[r:{duties}]-(a:{bodies})
WHERE coalesce(r.inherited, false) = false AND coalesce(r.generic, false) = false
  AND NOT EXISTS { MATCH (a)-[s:成员]->(w) WHERE s.document = r.document }
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  w.name AS workgroup, a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  labels(a)[0] AS agency_kind, type(r) AS role, coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id,
  CASE WHEN a:议事协调机构 AND type(r) <> '牵头' AND r.quote CONTAINS '成员单位' THEN '成员单位' ELSE '本身' END AS via,
  EXISTS { MATCH (w)-[s:办公室设在]->(a) WHERE s.document = r.document } AS hosts_office,
  EXISTS { MATCH (a)<-[:任职]-()-[s:召集|副召集]->(w) WHERE s.document = r.document } AS heads,
  EXISTS { MATCH (w)<-[s:成员]-() WHERE s.document = r.document AND s.open = true } AS members_open,
  p.name AS plan, w.id AS workgroup_id,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, workgroup_id, coalesce(t.start, r.start), item_id, start,
  {rank},
  size(split(r.quote, r.raw)[0]), agency_id

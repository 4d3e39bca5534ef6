// 名称: leads
// 问题: 某事项由谁牵头？
// 说明: 包括承自标题的牵头。
// 参数: name: text 事项、章节、项目或清单名称的一部分
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: name=“五好”园区建设
// 列: role: text 角色
// 列: agency: text 机构
// 列: agency_region: text 所在地区
// 列: agency_id: text 机构编号
// 列: agency_kind: text 种类
// 列: generic: flag 未具名的集体
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: via: text 责任写在何处：本身、组成部分、所在事项、所属清单
// 列: open: flag 名单以“等”结尾
// 列: inherited: flag 承自所在标题的牵头
// 列: raw: text 原文写法
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
CALL {
  MATCH (t:事项|章节|项目|项目清单|产业|指标|议事协调机构)
  WHERE t.name CONTAINS $name
  RETURN t, '本身' AS via
  UNION
  MATCH (m:事项)<-[:属于*1..3]-(t:事项)
  WHERE m.name CONTAINS $name AND NOT t.name CONTAINS $name
  RETURN t, '组成部分' AS via
  UNION
  MATCH (m:事项)-[:属于*1..3]->(t:事项)
  WHERE m.name CONTAINS $name AND NOT t.name CONTAINS $name
    AND NOT EXISTS { MATCH (m)<-[:{duties}]-() }
  RETURN t, '所在事项' AS via
  UNION
  MATCH (m:项目)-[:列入]->(t:项目清单)
  WHERE m.name CONTAINS $name AND NOT t.name CONTAINS $name
  RETURN t, '所属清单' AS via
  UNION
  MATCH (m:项目|项目清单)-[:列入|属于*1..2]->(t:事项)
  WHERE m.name CONTAINS $name AND NOT t.name CONTAINS $name
  RETURN t, '所在事项' AS via
}
WITH t, min(via) AS via
MATCH (a)-[r:牵头]->(t)
MATCH (d:文件 {id: r.document})
WHERE (d.id = $document OR $past[d.id] IS NULL)
  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)
RETURN
  type(r) AS role, a.name AS agency, coalesce(a.region, '') AS agency_region, a.id AS agency_id,
  labels(a)[0] AS agency_kind, coalesce(r.generic, false) AS generic,
  coalesce(t.number, '') AS number, t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, via,
  coalesce(r.open, false) AS open, coalesce(r.inherited, false) AS inherited, r.raw AS raw,
  d.name AS title, d.date AS date, coalesce(t.path, r.path) AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
ORDER BY date, document, coalesce(t.start, r.start), item_id, start,
  {rank},
  size(split(r.quote, r.raw)[0]), agency, agency_id

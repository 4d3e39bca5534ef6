// 名称: ledger_items
// 问题: 一份文件的台账由哪些事项组成，每项有哪些单位？
// 说明: 每个事项每个单位一行；没有写明单位的事项也有一行，角色为空。
// 参数: document: text 文件编号
// 示例: document=…
// 次序: item_start item_id rank start place_in_quote agency_id statement
// 列: number: text 编号
// 列: item: text 事项
// 列: first_sentence: text 事项原文的第一句
// 列: content: text 工作内容，文中的原话
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: whole: text 它是哪个事项的一部分
// 列: plan: text 所在附件的编号，没有附件的为文件编号
// 列: role: text 角色
// 列: agency: text 机构
// 列: agency_id: text 机构编号
// 列: agency_kind: text 机构的种类
// 列: raw: text 原文写法
// 列: open: flag 名单以“等”结尾
// 列: inherited: flag 承自所在标题的牵头
// 列: work: text 著作编号，各版相同
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (d:文件 {id: $document})
MATCH (t:章节|事项)
WHERE t.document = $document
MATCH (t)-[home:属于]->(up)
OPTIONAL MATCH (a)-[r:{duties}]->(t)
RETURN
  coalesce(t.number, '') AS number, t.name AS item, split(coalesce(t.text, ''), '。')[0] AS first_sentence,
  coalesce(t.content, '') AS content, labels(t)[0] AS item_kind, t.id AS item_id,
  CASE labels(up)[0] WHEN '事项' THEN up.id ELSE '' END AS whole, coalesce(t.plan, t.document) AS plan,
  CASE WHEN r IS NULL THEN '' ELSE type(r) END AS role, coalesce(a.name, '') AS agency, coalesce(a.id, '') AS agency_id,
  CASE WHEN a IS NULL THEN '' ELSE labels(a)[0] END AS agency_kind,
  coalesce(r.raw, '') AS raw, coalesce(r.open, false) AS open, coalesce(r.inherited, false) AS inherited,
  d.work AS work, d.name AS title, d.date AS date, coalesce(t.path, home.path) AS path,
  coalesce(r.quote, home.quote) AS quote, coalesce(r.start, home.start) AS start, coalesce(r.end, home.end) AS end,
  d.id AS document, coalesce(r.id, home.id) AS statement, coalesce(r.mark, home.mark) AS mark,
  t.start AS item_start, {rank} AS rank, CASE WHEN r IS NULL THEN 0 ELSE size(split(r.quote, r.raw)[0]) END AS place_in_quote

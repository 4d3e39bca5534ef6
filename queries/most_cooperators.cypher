// 名称: most_cooperators
// 问题: 哪些事项的配合单位最多？
// 说明: 未具名的集体（如各县市区政府）不计，行文中的责任不算。
// 参数: least: integer=1 至少几家
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: least=10
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: cooperator_count: integer 配合单位数
// 列: cooperators: list 配合单位
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
{asked}
MATCH (c:_条款 {document: d.id})
WHERE c.cooperator_count >= $least AND c.cooperator_count > 0 AND NOT c.prose
WITH c, d ORDER BY c.cooperator_count DESC, d.date, d.id, c.item_start, c.item_id, c.start
RETURN
  c.number AS number, c.item AS item, c.item_kind AS item_kind, c.item_id AS item_id,
  c.cooperator_count AS cooperator_count, c.named AS cooperators, coalesce('配合' IN c.open_roles, false) AS open,
  d.name AS title, d.date AS date, c.item_path AS path,
  c.quote AS quote, c.start AS start, c.end AS end, d.id AS document,
  c.named_facts AS statements
ORDER BY cooperator_count DESC, date, document, c.item_start, item_id, start

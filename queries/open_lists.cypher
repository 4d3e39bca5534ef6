// 名称: open_lists
// 问题: 哪些条款的单位名单以“等”结尾，没有列全？
// 说明: 专班的成员名单见 workgroups 的 members_open。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: role: text 角色
// 列: named: list 列出的单位
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
WHERE size(c.open_roles) > 0 AND NOT c.inherited AND NOT c.prose
UNWIND range(0, size(c.open_roles) - 1) AS i
WITH c, d, i, c.open_roles[i] AS role ORDER BY d.date, d.id, c.item_start, c.item_id, c.start, role
RETURN
  c.number AS number, c.item AS item, c.item_kind AS item_kind, c.item_id AS item_id,
  role, c.parties[c.open_from[i]..c.open_to[i]] AS named,
  d.name AS title, d.date AS date, c.item_path AS path,
  c.quote AS quote, c.start AS start, c.end AS end, d.id AS document,
  c.facts[c.open_from[i]..c.open_to[i]] AS statements
ORDER BY date, document, c.item_start, item_id, start, role

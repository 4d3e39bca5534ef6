// 名称: charges
// 问题: 各个事项由哪位领导、哪个科室负责，要提交什么？
// 参数: document: text= 只看一份文件：编号；留空为全部
// 示例: document=…
// 次序: date document start item_id relation place_in_quote name statement
// 列: relation: text 责任人、经办（科室）或提交（成果）
// 列: name: text 人员、科室或成果
// 列: post: text 责任人或联系领导
// 列: item: text 事项
// 列: item_id: text 事项编号
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
  MATCH (x)-[r:责任人]->(t) RETURN x, r, t
  UNION ALL
  MATCH (x)-[r:经办]->(t) RETURN x, r, t
  UNION ALL
  MATCH (t)-[r:提交]->(x) RETURN x, r, t
}
WITH x, r, t
WHERE $past[r.document] IS NULL AND ($document = '' OR r.document = $document)
MATCH (d:文件 {id: r.document})
RETURN
  type(r) AS relation, x.name AS name, coalesce(r.post, '') AS post, t.name AS item, t.id AS item_id,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark,
  size(split(r.quote, r.raw)[0]) AS place_in_quote

// 名称: left_out
// 问题: 与某个节点有关、但不再现行（或尚未施行）的文件各有几项？
// 说明: 单位的责任和在专班中的角色，专班的成员和任务，清单中的项目，园区的产业等，一条关系算一项。
// 参数: node: text 节点编号
// 参数: kind: text= 节点种类；留空为不限
// 示例: node=常德市/工业和信息化
// 列: items: integer 未列入的项数
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: document: text 文件编号
MATCH (n)
WHERE n.id = $node AND ($kind = '' OR $kind IN labels(n))
CALL {
  WITH n
  MATCH (n)-[r]-()
  WHERE $past[r.document] IS NOT NULL AND type(r) <> '属于' AND type(r) <> '任职'
  RETURN r
  UNION
  WITH n
  MATCH (n)<-[p:任职]-(:人员)-[r:召集|副召集|成员]->(:议事协调机构)
  WHERE $past[r.document] IS NOT NULL AND p.document = r.document
  RETURN r
}
WITH r.document AS document, count(DISTINCT r.id) AS items
MATCH (d:文件 {id: document})
RETURN items, d.name AS title, d.date AS date, d.id AS document
ORDER BY date, document

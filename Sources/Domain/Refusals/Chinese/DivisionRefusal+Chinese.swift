extension DivisionRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .none(let text): "没有区划“\(text)”。还没有任何区划，请\(door(.addDivision))添加。"
    case .unknown(let text, let known, let count):
      "没有区划“\(text)”。已有：\(known.listed)\(count > known.count ? "等" : "")。"
    case .noParent(let code): "没有区划 \(code)，请先添加上级区划。"
    case .circle(let code, let under): "区划 \(code) 不能归到自己或自己的下级 \(under) 之下。"
    case .ambiguous(let text, let list): "有\(list.count)个区划叫“\(text)”，请改用编码：\(list.listed)。"
    case .missing(let department):
      "文件没有写明区划，项目编码里也看不出来，而库里有几个区划。没有导入。请\(door(.giveDivisionCode))指定“\(department.code) \(department.name)”属于哪个区划；已有的区划\(door(.listDivisions))查看。"
    case .nameMissing: "请\(door(.giveName))写明区划名称。"
    }
  }
}

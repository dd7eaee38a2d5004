extension ProjectRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .unknown(let code, let meant):
      "没有编码为 \(code) 的项目。\(meant.map { "校验位不对，疑为“\($0)”。" } ?? "")请核对编码，或先导入该项目的预算文件。"
    case .inDivisions(let code, let list): "编码为 \(code) 的项目在几个区划都有：\(list.listed)。请指明区划\(door(.divisionField))。"
    case .yearMissing(let code): "项目 \(code) 在几个预算年度都有，请\(door(.giveYear))指明。"
    case .outsideYear(let day, let project?, let years):
      "日期 \(day) 不在项目“\(project)”的预算年度（\(years.map(String.init).listed)年）内。"
    case .outsideYear(let day, nil, let years): "日期 \(day) 不在预算年度\(years.map(String.init).listed)年内。"
    case .gone: "项目已不在部门的预算里，只能查看已报送的表。"
    case .none: "这个部门没有项目，没有项目表可填；部门整体的表\(door(.departmentPart))。"
    }
  }
}

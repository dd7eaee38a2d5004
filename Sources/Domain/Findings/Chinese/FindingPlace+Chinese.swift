extension FindingPlace {
  /// The place in words.
  var chinese: String {
    switch self {
    case .file(let file): file
    case .document(let place): place.chinese
    case .parts(let parts, let file): "\(file) \(parts.map(\.chinese).listed)"
    case .table(let title): title
    case .calendar: "工作日历"
    case .ruleSet(let name, let version): "规则集 \(name) 第\(version)版"
    case .several(let first, let count): "\(first.chinese)等\(count)处"
    }
  }
}

extension FindingPlace.Part {
  fileprivate var chinese: String {
    switch self {
    case .incomeAndSpending: "部门预算收支总表"
    case .spending: "部门预算支出总表"
    case .goals: "部门整体绩效目标"
    }
  }
}

extension DocumentPlace {
  fileprivate var chinese: String {
    let spot =
      switch position {
      case .line(let line): "第\(line)行"
      case .paragraph(let paragraph): "第\(paragraph)段"
      case .row(let row, let table): "表\(table)第\(row)行"
      }
    return "\(file) \(spot)" + (column.map { "第\($0)列" } ?? "")
  }
}

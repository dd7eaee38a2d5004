extension TableFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .unitUnknown(let table, let unit): "“\(table)”的单位是“\(unit)”，目前只能读取 元 和 万元，这个表没有读取。"
    case .rowShort(let table, let row): "“\(table)”中“\(row)”一行少了几格，没有读取。"
    case .rowUnnumbered(let table, let row): "“\(table)”中“\(row)”一行没有序号，没有读取。"
    case .amountUnreadable(let table, let text): "“\(table)”里的“\(text)”不是金额，没有读取，请核对。"
    case .codeWithBlanks(let printed, let code): "科目编码“\(printed)”中间有空格，已按“\(code)”读取。"
    case .codeLength(let code, let name, let likely):
      "科目编码“\(code)”（\(name)）是\(code.utf8.count)位，应为3、5或7位\(likely.map { "，疑为“\($0)”" } ?? "")，请核对。"
    }
  }
}

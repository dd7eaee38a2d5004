import Domain

@testable import Documents

/// Files of rows, and rows, that do not fit.
extension Trial {
  static let unclosedQuote = saying("支出.csv 第2行有一个双引号没有配对，其后的内容无法分栏，整个文件没有读取。请改正这一行的引号后重新导入。") { _ in
    try read("X,2025-03-20,1,\"V-1\nX,2025-03-21,1,V-2\n")
  }
  static let rowEndless = saying("支出.csv 第2行超过1 MB还没有结束，多半是有一个双引号没有配对，或者不是 CSV 文件，没有读取。") { _ in
    let text = header + "X,2025-03-20,1,V-1," + String(repeating: "长", count: 700_000)
    let measure = CSVRows.Measure(block: 1 << 16, longestRow: 1 << 20)
    _ = try SpendingSheet(ByteSource(Array(text.utf8)), name: "支出.csv", measure: measure).rows()
  }
  static let rowQuotes = saying("双引号没有配好（引号外还有字），请检查这一行，以及引号里的换行。") { _ in try read("X,2025-03-20,1,\"V\"-1\n") }
  static let rowTooLong = saying("有7栏，表头只有6栏，第7栏“500.00”没有表头；金额中带逗号的要用双引号括起来。") { _ in
    try read("X,2025-03-20,7,V-1,工资,三月,500.00\n")
  }
  static let rowTooWide = saying("有7栏，表头只有6栏，某一栏里可能多了一个分隔符；栏内有逗号的要用双引号括起来。") { _ in
    try read("X,2025-03-20,7500,V-1,工资,三月,\n")
  }
  static let rowSplitAmount = saying("有5栏，表头有6栏，金额像是被逗号分成了两栏；金额中带逗号的要用双引号括起来。") { _ in
    try read("X,2025-03-20,7,500.00,V-1\n")
  }
  static let columnTwice = saying("支出.csv 的表头里“金额”和“支出金额（万元）”都是金额，不知道以哪一栏为准，请删去一栏。") { _ in
    _ = try SpendingSheet(Array("项目编码,日期,金额,支出金额（万元）,凭证号\n".utf8), name: "支出.csv")
  }
  static let unitUnknown = saying("支出.csv 的表头“金额（美元）”里的金额单位认不出来，请写成 金额（元） 或 金额（万元）。") { _ in
    _ = try SpendingSheet(Array("项目编码,日期,金额（美元）,凭证号\n".utf8), name: "支出.csv")
  }
  static let wrongTemplate = saying(
    "支出.csv 的表头缺少：金额、凭证号。第一行应有 项目编码、日期、金额、凭证号（可另有 支出类别、摘要），实际是：项目编码、日期、单价。"
  ) { _ in
    _ = try SpendingSheet(Array("项目编码,日期,单价\n".utf8), name: "支出.csv")
  }
  static let wrongTemplateForm = saying("填报.csv 不是填报表：表头应有 项目编码、序号 和要填的栏目，实际是：项目编码、序号。") { _ in
    _ = try FillingSheet(Array("项目编码,序号\n".utf8), name: "填报.csv")
  }
  static let wrongTemplateCalendar = saying("放假.csv 不是放假安排：第一行应有 date、kind、name（日期、类型、名称），实际是：日期、名称。") { _ in
    _ = try CalendarSheet(Array("日期,名称\n".utf8), name: "放假.csv")
  }

  private static let header = "项目编码,日期,金额,凭证号,支出类别,摘要\n"

  /// Reads a file of payments row by row, as it is ingested.
  private static func read(_ rows: String) throws {
    for row in try SpendingSheet(Array((header + rows).utf8), name: "支出.csv").rows() { _ = try row.line() }
  }
}

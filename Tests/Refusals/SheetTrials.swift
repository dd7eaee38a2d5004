import Desk
import Domain
import Store
import TestSupport

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
  static let wrongTemplateValues = saying(
    "完成值.csv 的表头缺少：序号、日期。第一行应有 项目编码、序号 或 三级指标、日期 或 月份、完成值（可另有 应完成数、佐证材料、确认），实际是：项目编码、完成值。"
  ) { _ in
    _ = try ObservationSheet(Array("项目编码,完成值\n".utf8), name: "完成值.csv")
  }
  static let sheetOfAnother = saying(
    "填报.csv 第2行是“306 2025年1—9月绩效监控表”的，这里要填的是“304 2025年1—6月绩效监控表”，整个文件没有读取。请核对选的部门、年度、表格和月份，或换对应的填报表。"
  ) { place in
    try await fill("部门编码,期次,项目编码,序号,备注\n306,2025年1—9月绩效监控表,部门整体,1,无\n", place)
  }
  static let rowUnstamped = saying("部门整体的行没有写明是哪个部门的，请保留填报表的 部门编码 和 期次 两栏。") { place in
    try await fill("项目编码,序号,备注\n部门整体,1,无\n", place)
  }
  static let draftReplaced = each(
    draft("这里现在是另一个窗口上传的“乙.csv”，不是您看到的，没有办理。请核对现在的文件再办理。") { store in
      _ = try await store.keepDraft([2], name: "乙.csv", of: "张三", at: "file", over: "")
    },
    draft("另一个窗口存过草稿，不是您看到的，没有办理。请看现在的草稿再办理。") { store in
      _ = try await store.keepDraft([2], name: "", of: "张三", at: "file", over: "")
    },
    draft("您看到的内容已在另一个窗口收下、保存或放弃，没有办理。请看现在的内容再办理。") { store in
      _ = try await store.discardDraft(of: "张三", at: "file", over: "")
    })
  private static func draft(_ said: String, _ act: @escaping @Sendable (Store) async throws -> Void) -> Trial {
    saying(said) { place in
      try await place.onOwn(.sample) { store, _ in
        let reach = Grant(.clerk, .all, from: try Day.parse("2025-01-01"))
        try await store.addAccount("张三", .business, [reach], osUser: nil)
        try await act(store)
        _ = try await store.keepDraft([1], name: "甲.csv", of: "张三", at: "file", over: "")
      }
    }
  }
  static let rowTwice = saying("第2行、第3行填的是同一项，不知道以哪一行为准，请只留一行。") { place in
    try await fill("项目编码,序号,备注\n\(Stage.cleaning),1,甲\n\(Stage.cleaning),1,乙\n", place)
  }
  static let rowOfAnother = saying(
    "第1项指标是“保洁服务面积 ≥430平方米”，这一行写的是“保洁服务及时率 ≥430平方米”，请核对序号和指标，或重新生成填报表。"
  ) { place in
    try await fill("项目编码,序号,三级指标,备注\n\(Stage.cleaning),1,保洁服务及时率,无\n", place)
  }
  static let cellUnreadable = saying("“备注”一栏的公式没有算出结果，请改成直接填写的内容。") { _ in
    let sheet = Workbooks.sheet([["项目编码", "序号", "备注"], ["X", "1", "=A1"]])
    if let misfit = try FillingSheet(Workbooks.file([("表", sheet)]), name: "填报.xlsx").rows.first?.misfit {
      throw misfit
    }
  }
  static let sheetsSeveral = saying("填报.xlsx 里“甲”、“乙”几张工作表都像要填的表，不知道以哪一张为准，请只留一张。") { _ in
    let sheet = Workbooks.sheet([["项目编码", "序号", "备注"], ["X", "1", "无"]])
    _ = try FillingSheet(Workbooks.file([("甲", sheet), ("乙", sheet)]), name: "填报.xlsx")
  }
  static let notWorkbook = saying(
    "支出.xlsx 不是 .xlsx 工作簿，或者已经损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV 再导入。"
  ) { _ in
    _ = try SpendingSheet(Array("PK\u{3}\u{4}".utf8), name: "支出.xlsx")
  }
  static let wrongTemplateCalendar = saying("放假.csv 不是放假安排：第一行应有 date、kind、name（日期、类型、名称），实际是：日期、名称。") { _ in
    _ = try CalendarSheet(Array("日期,名称\n".utf8), name: "放假.csv")
  }

  private static let header = "项目编码,日期,金额,凭证号,支出类别,摘要\n"

  /// Fills the sample department's forms through June in by a file, and throws what its first bad row is refused for.
  private static func fill(_ text: String, _ place: Place) async throws {
    let sheet = try FillingSheet(Array(text.utf8), name: "填报.csv")
    try await place.on(.sample) { store in
      let department = try await FormTrial.key(store).department
      let outcome = try await FormDesk(store).fill(
        by: sheet, of: department, .monitoring, through: 6, by: "张三", on: try Day.parse("2025-07-10"), fiscalYear: 2025)
      if let refused = outcome.refused.first { throw refused.refusal }
    }
  }

  /// Reads a file of payments row by row, as it is ingested.
  private static func read(_ rows: String) throws {
    for row in try SpendingSheet(Array((header + rows).utf8), name: "支出.csv").rows() { _ = try row.line() }
  }
}

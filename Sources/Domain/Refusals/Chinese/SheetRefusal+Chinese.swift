extension SheetRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .unclosedQuote(let file, let row): "\(file) 第\(row)行有一个双引号没有配对，其后的内容无法分栏，整个文件没有读取。请改正这一行的引号后重新导入。"
    case .endless(let file, let row, let mebibytes):
      "\(file) 第\(row)行超过\(mebibytes) MB还没有结束，多半是有一个双引号没有配对，或者不是 CSV 文件，没有读取。"
    case .strayQuote: "双引号没有配好（引号外还有字），请检查这一行，以及引号里的换行。"
    case .beyondHeader(let fields, let columns, let at, let text):
      "有\(fields)栏，表头只有\(columns)栏，第\(at)栏“\(text)”没有表头；金额中带逗号的要用双引号括起来。"
    case .tooManyFields(let fields, let columns): "有\(fields)栏，表头只有\(columns)栏，某一栏里可能多了一个分隔符；栏内有逗号的要用双引号括起来。"
    case .splitAmount(let fields, let columns): "有\(fields)栏，表头有\(columns)栏，金额像是被逗号分成了两栏；金额中带逗号的要用双引号括起来。"
    case .columnTwice(let file, let first, let and, let column):
      "\(file) 的表头里“\(first)”和“\(and)”都是\(column)，不知道以哪一栏为准，请删去一栏。"
    case .unitUnknown(let file, let cell): "\(file) 的表头“\(cell)”里的金额单位认不出来，请写成 金额（元） 或 金额（万元）。"
    case .notPayments(let file, let missing, let found):
      "\(file) 的表头缺少：\(missing.listed)。第一行应有 项目编码、日期、金额、凭证号（可另有 支出类别、摘要），实际是：\(found.header)。"
    case .notValues(let file, let missing, let found):
      "\(file) 的表头缺少：\(missing.listed)。第一行应有 项目编码、序号 或 三级指标、日期 或 月份、完成值（可另有 应完成数、佐证材料、确认），实际是：\(found.header)。"
    case .notFilling(let file, let found): "\(file) 不是填报表：表头应有 项目编码、序号 和要填的栏目\(door(.template))，实际是：\(found.header)。"
    case .notCalendar(let file, let found): "\(file) 不是放假安排：第一行应有 date、kind、name（日期、类型、名称），实际是：\(found.header)。"
    case .otherStamp(let file, let row, let wanted, let found):
      "\(file) 第\(row)行是“\(found)”的，这里要填的是“\(wanted)”，整个文件没有读取。请核对选的部门、年度、表格和月份，或换对应的填报表。"
    case .stampMissing: "部门整体的行没有写明是哪个部门的，请保留填报表的 部门编码 和 期次 两栏。"
    case .draftReplaced(let name):
      switch name {
      case nil: "您看到的内容已在另一个窗口收下、保存或放弃，没有办理。请看现在的内容再办理。"
      case "": "另一个窗口存过草稿，不是您看到的，没有办理。请看现在的草稿再办理。"
      case let name?: "这里现在是另一个窗口上传的“\(name)”，不是您看到的，没有办理。请核对现在的文件再办理。"
      }
    case .rowTwice(let rows): "\(rows.map { "第\($0)行" }.listed)填的是同一项，不知道以哪一行为准，请只留一行。"
    case .rowOther(let number, let wanted, let found):
      "第\(number)项指标是“\(wanted)”，这一行写的是“\(found)”，请核对序号和指标，或重新生成填报表。"
    case .cellUnreadable(let column): "“\(column)”一栏的公式没有算出结果，请改成直接填写的内容。"
    case .severalSheets(let file, let sheets): "\(file) 里\(sheets.quoted)几张工作表都像要填的表，不知道以哪一张为准，请只留一张。"
    case .notWorkbook(let file): "\(file) 不是 .xlsx 工作簿，或者已经损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV 再导入。"
    }
  }
}

extension [String] {
  /// The words of a header; a file without any has none.
  fileprivate var header: String { isEmpty ? "空文件" : listed }
}

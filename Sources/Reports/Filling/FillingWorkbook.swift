internal import CXlsx
internal import Domain
internal import Foundation

extension FillingTable {
  /// Writes the sheet as an Excel workbook (.xlsx): what says which row it is and what is computed is locked, choices are
  /// lists, rows that come back have their reason in red in the first column. False where it could not be written.
  package func excel(to path: String) -> Bool {
    guard let book = workbook_new(path) else { return false }
    // A fixed time, so that equal sheets are equal files.
    var properties = lxw_doc_properties()
    properties.created = 1_577_836_800
    workbook_set_properties(book, &properties)
    guard let sheet = workbook_add_worksheet(book, "填报表"), let notes = workbook_add_worksheet(book, "填写说明") else {
      workbook_close(book)
      return false
    }
    let formats = FillingFormats(book)
    write(to: sheet, formats)
    writeNotes(to: notes, formats)
    return workbook_close(book) == LXW_NO_ERROR
  }

  private var firstField: Int { (isReturned ? 1 : 0) + FillingTable.keys.count }

  private func write(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: FillingFormats) {
    for (column, caption) in captions.enumerated() {
      let isField = column >= firstField
      worksheet_set_column(sheet, UInt16(column), UInt16(column), width(caption), nil)
      worksheet_write_string(sheet, 0, UInt16(column), caption, isField ? formats.fieldHead : formats.keyHead)
    }
    worksheet_set_row(sheet, 0, 32, nil)
    for (index, row) in rows.enumerated() { write(row, UInt32(index + 1), to: sheet, formats) }
    addChoices(to: sheet)
    worksheet_freeze_panes(sheet, 1, UInt16(firstField))
    worksheet_autofilter(sheet, 0, 0, UInt32(rows.count), UInt16(captions.count - 1))
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    var options = lxw_protection()
    (options.format_columns, options.format_rows, options.autofilter, options.sort) = (1, 1, 1, 1)
    worksheet_protect(sheet, nil, &options)
  }

  private func write(
    _ row: Row, _ line: UInt32, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: FillingFormats
  ) {
    let texts = cells(row)
    for (column, text) in texts.enumerated() {
      let place = UInt16(column)
      if isReturned, column == 0 {
        worksheet_write_string(sheet, line, place, text, formats.error)
      } else if column < firstField {
        if captions[column] == "序号", let number = Int(text) {
          worksheet_write_number(sheet, line, place, Double(number), formats.key)
        } else {
          worksheet_write_string(sheet, line, place, text, formats.key)
        }
      } else {
        let format = takes(row, column) ? formats.field : formats.closed
        if text.isEmpty {
          worksheet_write_blank(sheet, line, place, format)
        } else {
          worksheet_write_string(sheet, line, place, text, format)
        }
      }
    }
  }

  /// Whether a row has something to be filled in in a column; an amount that replaces a computed one wants its reason.
  private func takes(_ row: Row, _ column: Int) -> Bool {
    let place = column - firstField
    if fields.indices.contains(place) { return takes(fields[place], row) }
    if captions[column] == "确认", row.isOfForm { return row.asksCosts }
    return !row.isOfForm || captions[column] == FillingTable.reasonCaption && row.amounts.contains(where: \.isOverride)
  }

  private func width(_ caption: String) -> Double {
    switch caption {
    case "错误原因": 36
    case "项目编码": 24
    case "期次", "三级指标", FormField.Name.explanation.chinese, FormField.Name.measures.chinese,
      FormField.Name.accomplishment.chinese, FormField.Name.executionReason.chinese, FormField.Name.overview.chinese,
      FormField.Name.conclusion.chinese,
      FormField.Name.shortcomings.chinese, FormField.Name.improvements.chinese:
      24
    case "项目名称", "年度指标值": 18
    case "序号", "确认": 6
    case "部门编码": 9
    default: 14
    }
  }

  // MARK: - Choices

  private func addChoices(to sheet: UnsafeMutablePointer<lxw_worksheet>) {
    guard !rows.isEmpty else { return }
    for (index, field) in fields.enumerated() {
      let column = UInt16(firstField + index)
      switch field {
      case .likelihood: addList(Likelihood.allCases.map(\.rawValue), isOnly: true, all: column, to: sheet)
      // Several may be named, joined by 、.
      case .causes: addList(DeviationCause.allCases.map(\.rawValue), isOnly: false, all: column, to: sheet)
      case .actual:
        for (place, row) in rows.enumerated() where !row.isOfForm {
          let bands = row.isInWords ? Band.allCases.map(\.rawValue) : []
          let words = bands + (form == .monitoring ? [FormValue.notDueWord] : [])
          guard !words.isEmpty else { continue }
          addList(words, isOnly: false, from: UInt32(place + 1), UInt32(place + 1), column, to: sheet)
        }
      default: break
      }
    }
    addList(["是"], isOnly: true, all: UInt16(captions.count - 1), to: sheet)
  }

  private func addList(
    _ words: [String], isOnly: Bool, all column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    addList(words, isOnly: isOnly, from: 1, UInt32(rows.count), column, to: sheet)
  }

  private func addList(
    _ words: [String], isOnly: Bool, from first: UInt32, _ last: UInt32, _ column: UInt16,
    to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    // The library copies what it is given.
    var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in list { free(word) } }
    list.withUnsafeMutableBufferPointer { buffer in
      var rule = lxw_data_validation()
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      rule.value_list = buffer.baseAddress
      if !isOnly { rule.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
      worksheet_data_validation_range(sheet, first, column, last, column, &rule)
    }
  }

  // MARK: - How it is filled in

  private func writeNotes(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: FillingFormats) {
    worksheet_set_column(sheet, 0, 0, 100, nil)
    let isMonitoring = form == .monitoring
    let lines =
      [
        "\(stamp.text)，填报说明", "白底的格可以填写，灰底的格不用填；空格不改动已有的内容。请不要改动 部门编码、期次、项目编码、序号、三级指标、年度指标值。",
        "金额写明单位：3万元、7500元。“（整张表）”一行填整张表的内容：\(isMonitoring ? "项目的全年预计执行数与系统建议不同的，写明更正理由；" : "")部门整体填基本支出执行数。",
        "完成值：写数字和单位（36家、95%、7500元），比率也可写 46/50；指标值是文字的写 达成、部分达成、未达成；指标值是时限的写完成日期。",
        "“系统计算”一栏已有的值不必再填；与实际不符、确需更正的，写完成值并写明更正理由。",
        "“系统计算”一栏写明日期和待确认的，是本期以前填报的：仍是这个值的，在“确认”一栏写 是；有变化的，写本期的完成值。",
      ]
      + (isMonitoring
        ? ["本期还不能测的，完成值写 未到期。偏差原因可写多个，用顿号分开：经费保障、人员保障。"]
        : ["得分：定性指标在该档内选择；其他指标只能调减，并写明更正理由。"])
      + (isMonitoring ? ["成本各项全年预计合计与全年预计执行数不一致的，“（整张表）”一行的“系统计算”写明待确认；核对无误的在“确认”一栏写 是。"] : [])
      + ["完成值超过100%、或是指标值的一百倍以上等少见的情况，核对无误后在“确认”一栏写 是。", "每项指标只留一行；行的先后可以变，也可以另加自己的栏。"]
    for (index, line) in lines.enumerated() {
      worksheet_write_string(sheet, UInt32(index), 0, line, index == 0 ? formats.fieldHead : formats.note)
    }
  }
}

/// The formats of the cells of a sheet to fill in.
private struct FillingFormats {
  let keyHead: UnsafeMutablePointer<lxw_format>?, fieldHead: UnsafeMutablePointer<lxw_format>?
  let key: UnsafeMutablePointer<lxw_format>?, field: UnsafeMutablePointer<lxw_format>?
  let closed: UnsafeMutablePointer<lxw_format>?, error: UnsafeMutablePointer<lxw_format>?
  let note: UnsafeMutablePointer<lxw_format>?

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func format(_ color: UInt32?, isBold: Bool = false, hasBorder: Bool = true) -> UnsafeMutablePointer<lxw_format>? {
      guard let format = workbook_add_format(book) else { return nil }
      format_set_font_name(format, "宋体")
      format_set_font_size(format, 10)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      if hasBorder { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
      if let color { format_set_bg_color(format, color) }
      if isBold { format_set_bold(format) }
      return format
    }
    keyHead = format(0xD9D9D9, isBold: true)
    fieldHead = format(0xDDEBF7, isBold: true)
    key = format(0xF2F2F2)
    closed = format(0xF2F2F2)
    error = format(0xFBE3E4)
    if let error { format_set_font_color(error, 0xC00000) }
    // As text, so that 46/50 becomes no date and 95% no fraction.
    field = format(nil)
    if let field {
      format_set_num_format(field, "@")
      format_set_unlocked(field)
    }
    note = format(nil, hasBorder: false)
  }
}

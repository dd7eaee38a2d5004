extension DocumentFinding {
  private static let looked = "要找的是：表格里的“项目编码”“项目名称”“预算数”“绩效目标”“一级指标”等栏目"

  /// What is said of it.
  var chinese: String {
    switch self {
    case .headingUnread(let heading, let headings, let projects):
      "文件里有\(headings)个绩效目标表的标题，只读到\(projects)个项目；“\(heading)”下面没有读到项目。"
    case .codesUnread(let count, let first): "文件里出现了\(count)个没有读到的项目编码：\(first.listed)，这些项目没有绩效目标表，或表的样子认不出来。"
    case .labelsUnread(let labels, let projects): "文件里“项目编码”出现了\(labels)次，只读到\(projects)个项目。"
    case .nothingRead(let codeLabel, let goalTable):
      "一个项目也没有读到，文件里却有\(((codeLabel ? ["项目编码"] : []) + (goalTable ? ["绩效目标表"] : [])).quoted)。"
        + "\(DocumentFinding.looked)；文本文件的各格应以制表符分隔（由 PDF 或网页转出的空格、竖线、逗号认不出来），请改用 Word 版。"
    case .spendingUnread(let declared):
      "支出总表的项目支出是\(declared.tenThousands)万元，文件里却没有读到项目。\(DocumentFinding.looked)。"
    case .otherForm(let form): "这是\(form.chinese)，不是预算公开文件的绩效目标表，没有读到项目。\(DocumentFinding.looked)。"
    case .notADisclosure: "没有读到预算表，也没有读到项目，不像部门预算公开文件。\(DocumentFinding.looked)，以及“部门预算收支总表”“部门预算支出总表”。"
    case .mended(let old, let new, let actor):
      "\(new.isEmpty ? "“\(old.excerpt)”已由\(actor)删去" : "\(old.isEmpty ? "空格" : "“\(old.excerpt)”")已由\(actor)改为“\(new.excerpt)”")，原文件照存。"
    case .yearTypo(let year, let likely): "“\(year)年”少了一位数字，疑为“\(likely)年”，请核对原文。"
    }
  }
}

extension DocumentFinding.OtherForm {
  fileprivate var chinese: String {
    switch self {
    case .selfEvaluation: "绩效自评表"
    case .monitoring: "绩效运行监控表"
    case .application: "绩效目标申报表"
    case .approval: "绩效目标批复表"
    case .finalAccounts: "部门决算"
    }
  }
}

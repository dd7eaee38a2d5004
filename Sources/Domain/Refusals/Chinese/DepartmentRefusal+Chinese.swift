extension DepartmentRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .none(let year): "还没有\(year.map { "\($0)年的" } ?? "")部门，请先\(door(.importBudget))导入部门预算文件。"
    case .unknown(let code, let year, let division, let known, let count):
      "没有这个部门：\([code, year.map { "\($0)年" }, division.map { "区划\($0)" }].compactMap { $0 }.joined(separator: " "))。已有：\(known.joined(separator: "；"))\(count > known.count ? "等\(count)个" : "")。"
    case .ambiguous(let list, let count, let inDivisions):
      "有\(count)个部门符合，请\(door(.chooseDepartment(inDivisions: inDivisions)))指定一个：\(list.joined(separator: "；"))。"
    case .noneInArea(let area): "没有项目编码以“\(area)”开头的部门。"
    case .vanished: "部门记录已不存在。"
    case .empty: "编码和名称不能是空白。"
    case .same(let department): "部门已经是“\(department.code) \(department.name)”，没有改动。"
    case .taken(let department):
      "\(department.fiscalYear)年已另有部门“\(department.code) \(department.name)”；若那是误导入的，请先\(door(.removeDepartment(department)))。"
    case .divisionHasProjects(let division): "区划 \(division) 已有编码相同的项目，没有改动；请核对是不是同一个部门导入了两次。"
    case .inUse(let department, let payments, let values, let events, let adjustments, let forms):
      "“\(department.code) \(department.name)”已有记录（\(DepartmentRefusal.records(payments, values, events, adjustments, forms))），不能移除。若只是改了名称或编码，请\(door(.renameSomehow))。"
    case .removals(let first, let count):
      "这份文件里没有了\(count)个已有的项目：\(first.map(\.chinese).joined(separator: "；"))\(count > first.count ? "等" : "")。没有导入，也没有改动。如果确实要删除，请\(door(.agreeToRemove))重新导入；否则请检查文件是否完整。"
    case .withoutDivision(let known, let file):
      "已有\(file.fiscalYear)年的部门“\(known.code) \(known.name)”，没有指明区划；文件属于区划 \(file.division)。没有导入。如果是同一部门，请先\(door(.rename(known, to: file)))；如果确是另一个部门，请\(door(.giveDepartment(file)))说明。"
    case .differs(let known, let file):
      "已有\(file.fiscalYear)年的部门“\(known.code) \(known.name)”，文件写的是“\(file.code) \(file.name)”。没有导入。如果是同一部门改了名称或编码，请先\(door(.rename(known, to: file)))；如果确是另一个部门，请\(door(.giveDepartment(file)))说明。"
    case .ownsProject(let project, let owner, let file):
      "项目 \(project) 已属于\(owner.division == file.division ? "" : owner.division.isSpecified ? "区划\(owner.division)的" : "没有指明区划的")“\(owner.code) \(owner.name)”，没有导入。若部门改了名称、编码或区划，请先\(door(.rename(owner, to: file)))；\(owner.division == file.division || !owner.division.isSpecified ? "" : "若部门仍属区划\(owner.division)，请\(door(.addDivisionField(owner.division)))；")若那次导入是误操作，请先\(door(.removeDepartment(owner)))。"
    case .effectiveDay(let day, let year, let today): "\(door(.effective))\(day) 应在预算年度\(year)年内，且不晚于今天（\(today)）。"
    }
  }

  /// What is recorded of a department, of which there is some.
  private static func records(_ payments: Int, _ values: Int, _ events: Int, _ adjustments: Int, _ forms: Int) -> String
  {
    [
      (payments, "支出\(payments)笔"), (values, "完成值\(values)个"), (events, "事件\(events)个"),
      (adjustments, "预算调整\(adjustments)笔"), (forms, "表格和整改\(forms)件"),
    ].filter { $0.0 > 0 }.map(\.1).joined(separator: "、")
  }
}

extension BudgetDifference.Removal {
  fileprivate var chinese: String { "\(code) \(name)（已支付\(paid.grouped)元）" }
}

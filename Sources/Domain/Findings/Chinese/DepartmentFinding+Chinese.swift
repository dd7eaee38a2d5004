extension DepartmentFinding {
  /// What is said of it at a door.
  func chinese(at door: Door) -> String {
    switch self {
    case .ambiguous(let departments):
      "文件里有\(departments.count)个部门：\(departments.map(\.chinese).joined(separator: "；"))。请按部门拆成几个文件分别导入；"
        + "若是同一部门的不同写法，请\(door(.giveIdentity))指定。"
    case .missing: "没有找到部门编码和名称（各预算表上方应有“304××局”这样的一行），无法判断是哪个部门的预算，请\(door(.giveIdentity))指定。"
    case .unreadable(let given): "部门编码“\(given.code)”或名称“\(given.name)”不像是编码和名称。"
    case .contradicts(let printed, let given):
      "文件中写的部门是“\(printed.chinese)”，指定的却是“\(given.chinese)”，请核对是不是选错了文件。"
    case .given(let printed, let given): "文件中写的是“\(printed.chinese)”，已按指定的“\(given.chinese)”导入。"
    case .yearUnreadable(let year): "预算年度“\(year)”应在2000到2100之间。"
    case .yearContradicts(let printed, let given): "文件中写的年度是\(printed.years)，指定的却是\(given)年，请核对是不是选错了文件。"
    case .yearGiven(let printed, let given): "文件中写了\(printed.years)，已按指定的\(given)年导入。"
    case .yearMissing: "没有找到“预算年度：2025”这样的一行，无法判断预算年度，请\(door(.giveYear))指定。"
    case .yearAmbiguous(let years): "文件里有几个预算年度：\(years.years)，请核对后\(door(.giveYear))指定。"
    case .titleContradicts(let title, let year): "标题写的是\(title)年，各表写的预算年度是\(year)年，请核对后\(door(.giveYear))指定。"
    case .codeLater(let later, let year): "预算年度是\(year)年，项目编码里却有\(later)年的项目，请核对后\(door(.giveYear))指定。"
    case .codesEarlier(let years, let year):
      "预算年度是\(year)年，所有项目编码却都是\(years.years)的，收支总表也没有上年结转，请核对后\(door(.giveYear))指定。"
    case .divisionGiven(let printed, let given): "项目编码的前6位是区划 \(printed)，已按指定的区划 \(given) 导入。"
    case .divisionAmbiguous(let divisions):
      "项目编码的前6位分属几个区划（\(divisions.map(\.text).listed)），无法判断部门属于哪一个，请\(door(.giveDivision))指定。"
    case .divisionOfCode(let code, let division): "项目编码 \(code) 的前6位不是本部门的区划 \(division)，请核对编码。"
    }
  }
}

extension NamedDepartment {
  fileprivate var chinese: String { "\(code) \(name)" }
}

extension [Int] {
  fileprivate var years: String { map { "\($0)年" }.listed }
}

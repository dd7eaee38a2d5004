import Documents
import Domain

/// What is the matter with whose budget a document is, and of which year.
extension FindingTrial {
  private static let help = "请写明部门编码、名称和年度，加以指定"
  private static let hanshan = DivisionCode(kept: "130402")

  static let departmentAmbiguous = FindingTrial(
    .reading(
      "文件里有2个部门：304 某某局；306 别的局。请按部门拆成几个文件分别导入；若是同一部门的不同写法，\(help)。", at: "预算.txt",
      ["部门预算支出总表\n304某某局": "部门预算支出总表\n306别的局"]))
  static let departmentMissing = FindingTrial(
    .reading("没有找到部门编码和名称（各预算表上方应有“304××局”这样的一行），无法判断是哪个部门的预算，\(help)。", at: "预算.txt", in: .words))
  static let departmentUnreadable = FindingTrial(
    .reading("部门编码“三〇四”或名称“某某局”不像是编码和名称。", at: "预算.txt", given: .init(code: "三〇四")))
  static let departmentContradicts = FindingTrial(
    .reading(
      "文件中写的部门是“304 某某局”，指定的却是“306 别的局”，请核对是不是选错了文件。", at: "预算.txt", given: .init(code: "306", name: "别的局")))
  static let departmentGiven = FindingTrial(
    .reading("文件中写的是“304 某某局”，已按指定的“304 别的局”导入。", at: "预算.txt", given: .init(name: "别的局")))
  static let yearUnreadable = FindingTrial(
    .reading("预算年度“1999”应在2000到2100之间。", at: "预算.txt", given: .init(year: 1999)))
  static let yearContradicts = FindingTrial(
    .reading("文件中写的年度是2025年，指定的却是2024年，请核对是不是选错了文件。", at: "预算.txt", given: .init(year: 2024)))
  static let yearGiven = FindingTrial(
    .reading(
      "文件中写了2024年、2025年，已按指定的2025年导入。", at: "预算.txt", ["2025\n单位：万元\n\n序号\t收入": "2024\n单位：万元\n\n序号\t收入"],
      given: .init(year: 2025)))
  static let yearMissing = FindingTrial(
    .reading("没有找到“预算年度：2025”这样的一行，无法判断预算年度，请指定。", at: "预算.txt", in: .words))
  static let yearAmbiguous = FindingTrial(
    .reading(
      "文件里有几个预算年度：2024年、2025年，请核对后指定。", at: "预算.txt",
      ["2025\n单位：万元\n\n序号\t收入": "2024\n单位：万元\n\n序号\t收入"]))
  static let titleContradicts = FindingTrial(
    .reading(
      "标题写的是2024年，各表写的预算年度是2025年，请核对后指定。", at: "预算.txt",
      ["部门预算收支总表": "2024年某某局部门预算信息公开\n部门预算收支总表"]))
  static let codeLater = FindingTrial(
    .reading("预算年度是2024年，项目编码里却有2025年的项目，请核对后指定。", at: "预算.txt", ["预算年度：2025": "预算年度：2024"]))
  static let codesEarlier = FindingTrial(
    .reading(
      "预算年度是2026年，所有项目编码却都是2025年的，收支总表也没有上年结转，请核对后指定。", at: "预算.txt", ["预算年度：2025": "预算年度：2026"]))
  static let divisionGiven = FindingTrial(
    .reading("项目编码的前6位是区划 130625，已按指定的区划 130402 导入。", at: "预算.txt", given: .init(division: hanshan)))
  static let divisionAmbiguous = FindingTrial(
    .reading(
      "项目编码的前6位分属几个区划（130402、130625），无法判断部门属于哪一个，请指定。", at: "预算.txt",
      ["合同\n": "合同\n\n\(Paper.form(of: "13040225P00000610003R"))"]))
  static let divisionOfCode = FindingTrial(
    .reading(
      "项目编码 13040225P00000610003R 的前6位不是本部门的区划 130625，请核对编码。", at: "预算.txt",
      [
        "合同\n": "合同\n\n\(Paper.form(of: "13040225P00000610003R"))\n\(Paper.form(of: "13062525P000234100228"))"
      ]))
}

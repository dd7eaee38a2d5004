import Domain

/// What is the matter with a target, and how it was read.
extension FindingTrial {
  static let targetPicture = target("里有图片、公式或特殊符号，读不出来（“≥\u{FFFC}”），请改成普通文字后重新导入。", "≥\u{FFFC}")
  static let targetLetters = target("“≥43O平方米”里的数字混有字母（如 O 代替 0），请改正后重新导入。", "≥43O平方米")
  static let targetBlank = target("是空白，无法考核，请补充。", "")
  static let targetUndecided = target("“待会议研究确定”还没有定下来，无法考核，请补充。", "待会议研究确定")
  static let targetAboutInWords = target(
    "“430人左右”没有写明是不低于还是不高于，暂作文字，需要由人判断；请写成 ≥、≤ 或范围（如 15人-20人）。", "430人左右", by: .second)
  static let targetTimeInWords = target(
    "“6月前完成”像是时间，但分不清是哪一天或多长时间，暂作文字，需要由人判断；请写成 6月30日前、12月底前 或 3个月内。", "6月前完成", by: .second)
  static let targetNumberUnreadable = target("“≥4，3，0平方米”像是数字，但读不出来，暂作文字，需要由人判断，请核对。", "≥4，3，0平方米")
  static let targetInWords = target("是文字“及时”，需要由人判断 达成、部分达成 或 未达成。", "及时")
  static let targetDeadline = target("“12月底前”读作时限：2025年12月31日及以前。", "12月底前", by: .second)
  static let targetAbout = target(
    "“95%左右”没有写明是不低于还是不高于，暂按“≥95%”考核；请写成 ≥、≤ 或范围（如 90%-100%）。", "95%左右", by: .second)
  static let targetMeasure = target("“24小时内”读作“≤24小时”。", "24小时内", by: .second)

  private static func target(_ says: String, _ text: String, by reading: TargetReading = .first) -> FindingTrial {
    FindingTrial(
      .reading("指标“保洁面积”的指标值\(says)", at: "预算.txt 第30行第5列", ["≥430平方米": text], by: reading))
  }
}

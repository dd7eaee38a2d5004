import Documents
import Domain
import Foundation
import TestSupport
import Testing

/// Targets of departments, which stand in running text.
@Suite("Targets that running text promises")
struct PromisedTargetTests {
  @Test(
    "by the third reading what bears no sign is reached at or above; a printed sign, words and nothing of something stay",
    arguments: [
      ("10%", "≥10%"), ("4家", "≥4家"), ("1000亿元", "≥1000亿元"), ("=100%", "=100%"), ("＝100%", "=100%"), ("≤2起", "≤2起"),
      ("<3%", "<3%"), ("不超过5%", "≤5%"), ("0起", "=0起"), ("85%-100%", "85%-100%"),
    ])
  func read(text: String, canonical: String) {
    #expect(Target(promised: text, by: .third).canonical == canonical)
  }

  @Test(
    "earlier readings, and targets in tables, are what they were",
    arguments: ["10%", "4家", "=100%", "≥5人", "0起", "待会议研究确定", "12月底前", "24小时内"])
  func earlier(text: String) {
    for reading in [TargetReading.first, .second] {
      #expect(Target(promised: text, by: reading) == Target(parsing: text, by: reading))
    }
    let (second, third) = (Target(parsing: text, by: .second), Target(parsing: text, by: .third))
    #expect(third.measure == second.measure && third.deadline == second.deadline)
  }

  @Test("above what was promised needs an explanation only beyond 30%; a printed = is exceeded at once")
  func explained() throws {
    func needs(_ text: String, _ value: Int, growth: Bool = false) throws -> [ExplanationReason] {
      RowScore(
        Quantity(units: Int64(value)).ratio, against: try #require(Target(promised: text, by: .third).measure),
        of: .whole(10),
        by: ScoringRules(practice: .second), canPassWhole: growth
      ).needs
    }
    #expect(try needs("90%", 95) == [] && needs("90%", 100) == [], "a rate that cannot pass 100%")
    #expect(try needs("10家", 13) == [] && needs("10家", 14) == [.aboveTarget])
    #expect(try needs("10%", 13, growth: true) == [] && needs("10%", 14, growth: true) == [.aboveTarget])
    #expect(try needs("=90%", 95) == [.aboveTarget] && needs("90%", 89) == [.belowFull])
  }

  private func goals(_ old: String, _ new: String, by reading: TargetReading) throws -> [String: String] {
    let text = String(decoding: try Samples.bytes(Samples.path("304-2025.txt")), as: UTF8.self)
    #expect(text.contains(old))
    let changed = text.replacingOccurrences(of: old, with: new)
    let budget = try #require(
      Disclosure.parse(try Document.read(Array(changed.utf8), file: "a.txt"), reading: reading).budget)
    return Dictionary(
      budget.indicators.filter { $0.section == "总体" }.map { ($0.name, $0.target.canonical) },
      uniquingKeysWith: { a, _ in a }
    )
  }

  @Test(
    "signs and words for them in running text belong to the target, not to the name",
    arguments: [
      ("研发投入增速10%", "研发投入增速", "≥10%"), ("研发投入增速=10%", "研发投入增速", "=10%"), ("研发投入增速≥10%", "研发投入增速", "≥10%"),
      ("研发投入增速不低于10%", "研发投入增速", "≥10%"), ("研发投入增速10%以上", "研发投入增速", "≥10%"), ("安全事故控制在10起以内", "安全事故", "≤10起"),
      ("安全事故不超过10起", "安全事故", "≤10起"), ("事故率低于10%", "事故率", "<10%"), ("研发投入增速达到10%", "研发投入增速", "≥10%"),
    ])
  func signs(text: String, name: String, target: String) throws {
    #expect(try goals("研发投入增速10%", text, by: .third)[name] == target)
  }

  @Test("by an earlier reading the same text gives the names and numbers it gave")
  func earlierGoals() throws {
    #expect(try goals("研发投入增速10%", "安全事故控制在10起以内", by: .second)["安全事故控制在以内"] == "=10起")
    #expect(try goals("研发投入增速10%", "研发投入增速10%", by: .second)["研发投入增速"] == "=10%")
    #expect(try goals("研发投入增速10%", "研发投入增速不低于10%", by: .first)["研发投入增速"] == "≥10%")
  }
}

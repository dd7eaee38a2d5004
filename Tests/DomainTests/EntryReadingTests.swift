import Domain
import Testing

@Suite("One reader for money, days, codes and vouchers")
struct EntryReadingTests {
  @Test(
    "an amount that is nearly right is refused, not guessed",
    arguments: [
      "7,5", "3，5元", "1,23,456", "1234,567", "7,500,00", ",500", "7,,500", "7,500，000", "7 500", "7 5", "3.0.0", "5.",
      ".5",
      "1e3", "0x10", "三万", "(500)", "3千元", "3亿元", "7500元元", "￥", "－", "7500万万", "3.OO", "7500\u{0}1",
    ])
  func refusesNearly(text: String) {
    #expect { try Money.parse(text) } throws: { ($0 as? Refusal)?.code == "not-an-amount" }
  }

  @Test(
    "full-width digits, commas in threes and blanks around are read",
    arguments: [
      ("７５００元", 750_000), ("7，500", 750_000), ("1，234，567．８９", 123_456_789), ("￥ 7500", 750_000),
      ("人民币7500元整", 750_000), (" 7500 元 ", 750_000), ("０.５万", 500_000), ("－5", -500), ("−5", -500), ("+5", 500),
      ("9,999,999,999,999.99", 999_999_999_999_999), ("007", 700),
    ])
  func reads(text: String, fen: Int64) throws {
    #expect(try Money.parse(text).fen == fen)
  }

  @Test("the largest amount is a fen below 十万亿元, in every unit")
  func bounds() {
    for text in ["10000000000000", "1000000000万元", "99999999999999999", "-10000000000000"] {
      #expect { try Money.parse(text) } throws: { ($0 as? Refusal)?.code == "amount-too-large" }
    }
  }

  @Test("sums stop at the end of 64 bits, and a reversal is always possible")
  func sums() {
    let huge = Money(fen: .max - 1)
    #expect((huge + huge).fen == .max && (-huge - huge).fen == .min)
    #expect((-Money(fen: .min)).fen == .max && Money(fen: .min).magnitude.fen == .max)
  }

  @Test(
    "a date with a slip is refused",
    arguments: [
      "2025-02-29", "2025-3/20", "25-3-20", "2025-003-20", "20250229", "2025-3-20 8:00", "2025-3-20 ：", "45736",
      "2025年3月20日上午", "2025-3-20-", "12025-3-20", "2025-03-20T00:00:00",
    ])
  func refusesDates(text: String) {
    #expect(throws: Refusal.self) { try Day.parse(text) }
  }

  @Test(
    "a voucher has one text, by whatever door it comes",
    arguments: ["P  9", "P 9", " P 9 ", "Ｐ　９", "\tP 9", "P\u{A0}9"])
  func vouchers(text: String) throws {
    #expect(try Voucher(text).text == "P 9")
  }

  @Test(
    "what is no voucher is refused with its reason",
    arguments: [
      ("", "voucher-missing"), ("　", "voucher-missing"), (String(repeating: "9", count: 101), "voucher-too-long"),
      ("P-\u{1B}[31m1", "voucher-control"), ("P-1\nP-2", "voucher-control"),
    ])
  func refusesVouchers(text: String, code: String) {
    #expect { try Voucher(text) } throws: { ($0 as? Refusal)?.code == code }
  }

  @Test(
    "no code traps, whatever its bytes",
    arguments: ["13062525P·0232100244", "13062525P–023210024", "１３０６２５２５Ｐ０００２３２１００２４４"])
  func codes(text: String) {
    if let code = ProjectCode(text) { #expect(code.check == .correct) }
    #expect(ProjectCode(kept: text)?.check != .wrong(suggestions: []))
    #expect(throws: Refusal.self) { try ProjectCode.parse(String(repeating: "1", count: 65)) }
  }

  @Test("a text that goes out steers nothing")
  func harmless() {
    #expect("a\u{1B}[31mb\n\tc\u{202E}".harmless == "a\u{FFFD}[31mb\n\tc\u{FFFD}")
    #expect("a\u{1B}b".normalised == "a b" && "凭证\u{200B}号".withoutBlanks == "凭证号")
  }

  @Test(
    "a parameter that leaves no room to calculate is refused",
    arguments: ["999999999999999999", "10001", "-1", "1e3", "30,", ""])
  func parameters(value: String) {
    let set = RuleSet(name: "T", version: 1, rows: [.init("ahead-of-plan.points", value)])
    let (parameters, findings) = Parameters.parse(set)
    #expect(findings.count == 1 && parameters.aheadPoints == .percent(30))
  }

  @Test("a rate of two huge numbers is exact or none, and never traps")
  func hugeRates() throws {
    let target = Target(parsing: "≥90%")
    let value = try ObservedValue.parse("99999999999999999", outOf: "0.000000001", for: target)
    #expect(value.ratio != nil && !value.text(unit: "%").isEmpty)
  }
}

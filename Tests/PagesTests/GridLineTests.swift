import Contract
import Domain
import Pages
import Testing

@Suite("Lines as they are typed")
struct GridLineTests {
  private typealias Line = EntryPage.Line

  @Test("lines come back from a form as they were typed, empty ones in their places")
  func roundTrip() throws {
    let lines = [
      Line([.project: "A", .date: " 2025-6-1 ", .memo: "=cmd()&b=c 换\t行"]), Line(), Line([.voucher: "记-1"]),
    ]
    let bytes = Line.fields(lines).urlencoded
    let form = try #require(FormFields(urlencoded: bytes))
    #expect(Line.lines(of: form) == lines)
    #expect(Line.filled(lines).map(\.number) == [1, 3])
    #expect(Line([.project: "A", .date: "  "]).isBlank)
  }

  @Test(
    "no form makes more lines than are taken, whatever it says", arguments: ["-1", "x", "", "99999999999999999999"])
  func counts(_ text: String) {
    #expect(Line.lines(of: FormFields([("lines", text)])).isEmpty)
    #expect(Line.lines(of: FormFields([("lines", "100000")])).count == Line.most)
  }

  @Test("of lines of which some were kept the refused ones are left, each with its reason under its new number")
  func left() {
    let lines = (1...4).map { Line([.voucher: "\($0)"]) }
    let answer = RowsAnswer(
      isKept: true,
      [
        .init(1, .added, message: "超出预算"), .init(2, .refused, code: "not-a-date", message: "甲"), .init(3, .repeated),
        .init(4, .refused, code: "voucher-used", message: "乙"),
      ])
    let (rest, told) = Line.left(lines, answer)
    #expect(rest.map { $0[.voucher] } == ["2", "4"])
    let problems = told.problems(PaymentColumn.self)
    #expect(problems["date-0"] == "第1行 日期：甲" && problems["voucher-1"] == "第2行 凭证号：乙")
    #expect(told.rows.filter { $0.number == 0 }.compactMap(\.message) == ["超出预算"])
    #expect(told.standing(.good, "笔") == "已保存1笔，1笔已在账；还有2行没有保存，改好后再保存。")
  }

  @Test(
    "a copy of lines is earlier than another of the same window, and of no other",
    arguments: [
      ("a-1", "a-2", true), ("a-2", "a-2", false), ("a-3", "a-2", false), ("a-9", "a-10", true), ("b-1", "a-2", false),
      ("", "a-2", false), ("a-1", "", false), ("a", "a-2", false), ("a-x", "a-2", false), ("-1", "-2", false),
    ])
  func turns(_ kept: String, _ sent: String, _ isEarlier: Bool) {
    func fields(_ turn: String) -> FormFields { FormFields([("seen", "7"), ("turn", turn)]) }
    #expect(GridDraft.isEarlier(fields(kept), than: fields(sent)) == isEarlier)
    #expect(!GridDraft.isEarlier(FormFields(), than: fields(sent)))
  }

  @Test("each refusal of a payment stands at the field it is about")
  func columns() {
    let wanted: [(RefusalKind, PaymentColumn)] = [
      (.notADate, .date), (.outsideFiscalYear, .date), (.amountZero, .amount), (.notAnAmount, .amount),
      (.categoryMissing, .category), (.voucherUsed, .voucher), (.voucherMissing, .voucher), (.textTooLong, .memo),
      (.projectUnknown, .project), (.actionForbidden, .project),
    ]
    for (kind, column) in wanted { #expect(PaymentColumn(of: kind) == column, "\(kind.rawValue)") }
  }
}

import Contract
import Desk
import Documents
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// What is recorded, at no door: the same values a command or a page hands in.
@Suite("Recording at the desk")
struct RecordingTests {
  private let zhang = Actor(name: "张三")
  private let moment = Moment(wall: Instant(Day(endOf: 3, in: 2025), minute: 600))

  private func request(_ amount: String, _ voucher: String, division: String? = nil) -> SpendRequest {
    SpendRequest(
      project: Bureau.cleaning, date: "2025-03-20", amount: amount, voucher: voucher, memo: "一季度", division: division)
  }

  @Test("a payment from request to answer, kept with who recorded it; the same again adds nothing")
  func spending() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    let text = "\(Bureau.cleaning) 2025-03-20 7500.00元，凭证号 记-1"
    #expect(
      try await desk.record(request("0.75万元", "记-1"), by: zhang, at: moment)
        == RecordedAnswer(.added, "已记账：\(text)"))
    #expect(
      try await desk.record(request("7,500元", " 记-1 "), by: zhang, at: moment)
        == RecordedAnswer(.repeated, "这笔支出已经记过，没有重复记账：\(text)"))
    let rows = try await bureau.session { session in
      try session.rows("SELECT amount_fen::bigint, actor FROM spending_entry").map {
        "\(try $0.next(Int64.self)) \(try $0.next(String.self))"
      }
    }
    #expect(rows == ["750000 张三"])
    let over = try await desk.record(request("30000", "记-2"), by: zhang, at: moment)
    #expect(over.warning == "已记账，但项目“保洁费项目”累计支付37,500.00元，超出预算30,000.00元，请核对。")
    #expect(
      try AnswerEncoder.json(over).compact
        == "{\"outcome\":\"added\",\"message\":\"已记账：\(Bureau.cleaning) 2025-03-20 30000.00元，凭证号 记-2\",\"warning\":\"已记账，但项目“保洁费项目”累计支付37,500.00元，超出预算30,000.00元，请核对。\"}"
    )
    await bureau.store.close()
  }

  @Test("what cannot be taken is refused with its case, and says at each door how to go on")
  func refused() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    _ = try await desk.record(request("1", "记-1"), by: zhang, at: moment)
    let cases: [(SpendRequest, Refusal)] = [
      (request("七千", "记-2"), .value(.notAnAmount("七千"))), (request("-5", "记-2"), .spending(.negative("-5"))),
      (
        request("2", "记-1"),
        .spending(.voucherUsed(try Voucher("记-1"), Day(2025, 3, 20) ?? moment.day, Money(fen: 100)))
      ),
      (request("2", "记-2", division: "甲县"), .division(.unknown("甲县", known: ["130625"], count: 1))),
    ]
    for (request, refusal) in cases {
      await #expect(throws: refusal) { try await desk.record(request, by: zhang, at: moment) }
    }
    #expect(Refusal.spending(.negative("-5")).message.hasSuffix("请用红冲。"))
    await bureau.store.close()
  }

  @Test("a reversal, a value, an event and a form handed in, of the day that was said or of today")
  func others() async throws {
    let bureau = try await Bureau()
    let desk = Desk(bureau.store, at: .plain)
    _ = try await desk.record(request("7500", "记-1"), by: zhang, at: moment)
    let reversal = ReversalRequest(project: nil, voucher: "记-1", newVoucher: "记-9")
    #expect(
      try await desk.record(reversal, by: zhang, at: moment).message
        == "已红冲：凭证号 记-1，-7500.00元，2025-03-31，红冲凭证号 记-9")
    var value = ObservationRequest(
      of: .project(Bureau.cleaning), indicator: "1", at: .period("2025-03"), value: "430")
    #expect(try await desk.record(value, by: zhang, at: moment).message == "已记录：“保洁服务面积” 2025-03-31 430平方米")
    #expect(try await desk.record(value, by: zhang, at: moment).outcome == .repeated)
    value.value = "431"
    #expect(
      try await desk.record(value, by: zhang, at: moment).message
        == "已记录：“保洁服务面积” 2025-03-31 431平方米，这一天原来记的是430平方米")
    value.time = .period("2025-06")
    await #expect(throws: Refusal.value(.dayToCome(Day(endOf: 6, in: 2025), today: moment.day))) {
      try await desk.record(value, by: zhang, at: moment)
    }
    let event = EventRequest(project: Bureau.cleaning, kind: "资金到位", date: "2025-02-10", amount: "3万元")
    #expect(
      try await desk.record(event, by: zhang, at: moment).message
        == "已记录：\(Bureau.cleaning) 2025-02-10 资金到位 30000.00元")
    let form = SubmissionRequest(
      department: DepartmentChoice(department: "304", year: 2025), form: .monitoring, through: 6)
    #expect(try await desk.record(form, by: zhang, at: moment).message.hasSuffix("2025-03-31报送"))
    await bureau.store.close()
  }

  @Test("a file's good rows are taken, its bad ones come back with code and sentence")
  func file() async throws {
    let bureau = try await Bureau()
    let sheet = try SpendingSheet(
      Array("项目编码,日期,金额,凭证号\n\(Bureau.cleaning),2025-03-20,10,A-1\n\(Bureau.cleaning),2025-03-20,-1,A-2\n".utf8),
      name: "支出.csv")
    let answer = try await Desk(bureau.store, at: .plain).record(sheet, in: nil, by: zhang, at: moment)
    #expect(
      answer
        == IntakeAnswer(
          file: "支出.csv", read: 2, added: 1, repeated: 0,
          refused: [.init(row: 3, code: "amount-negative", message: "金额“-1”是负数；要冲销已记的支出，请用红冲。")], warnings: []))
    await bureau.store.close()
  }
}

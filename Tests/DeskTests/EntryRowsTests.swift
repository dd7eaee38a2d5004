import Contract
import Desk
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Rows typed one below the other, at no door.
@Suite("Rows at the desk")
struct EntryRowsTests {
  private let zhang = Actor(name: "张三")

  private func row(_ number: Int, _ amount: String, _ voucher: String, date: String = "2025-03-20")
    -> SpendingRowsRequest.Row
  {
    .init(number, project: Bureau.cleaning, date: date, amount: amount, voucher: voucher)
  }

  private func kept(_ bureau: Bureau) async throws -> [String] {
    try await bureau.session { session in
      try session.rows("SELECT voucher, amount_fen::bigint, actor FROM spending_entry ORDER BY id").map {
        "\(try $0.next(String.self)) \(try $0.next(Int64.self)) \(try $0.next(String.self))"
      }
    }
  }

  @Test("checking keeps nothing and says what saving does; the good ones stay, a sum too large is undone alone")
  func modes() async throws {
    let bureau = try await Bureau()
    let rows = [
      row(1, "7500", "记-1"), row(2, "9999999999999.99", "记-2"), row(3, "0", "记-3"), row(4, "7500", "记-1"),
      row(5, "7501", "记-1"),
    ]
    func outcomes(_ answer: RowsAnswer) -> [String] { answer.rows.map { $0.code ?? $0.outcome.rawValue } }
    let expected = ["added", "paid-too-large", "amount-zero", "repeated", "voucher-used"]
    func act(_ mode: EntryMode, _ rows: [SpendingRowsRequest.Row]) async throws -> RowsAnswer {
      try await bureau.desk.record(
        SpendingRowsRequest(mode, rows), by: zhang, at: bureau.moment, asOf: Day(endOf: 6, in: 2025))
    }
    let checked = try await act(.check, rows)
    #expect(outcomes(checked) == expected && !checked.isKept)
    #expect(checked.rows[0].after?.progress == "25.00" && checked.rows[1].after == nil)
    #expect(try await kept(bureau).isEmpty)
    let all = try await act(.all, rows)
    #expect(outcomes(all) == expected && !all.isKept)
    #expect(try await kept(bureau).isEmpty)
    let good = try await act(.good, rows)
    #expect(outcomes(good) == expected && good.isKept)
    #expect(try await kept(bureau) == ["记-1 750000 张三"])
    let whole = try await act(.all, [row(1, "7500", "记-1"), row(2, "1", "记-2")])
    #expect(outcomes(whole) == ["repeated", "added"] && whole.isKept)
    #expect(try await kept(bureau) == ["记-1 750000 张三", "记-2 100 张三"])
    await bureau.store.close()
  }

  @Test("rows that are all new go in at once, and are told what each is told that goes by itself")
  func together() async throws {
    let bureau = try await Bureau()
    // The project has 3万元: the third row is the first beyond it.
    let rows = [
      row(1, "20000", "记-1"), row(2, "10000", "记-2"), row(3, "0.01", "记-3"), row(4, "1", "记-4", date: "2025-03-21"),
    ]
    func act(_ mode: EntryMode, _ rows: [SpendingRowsRequest.Row]) async throws -> [RowsAnswer.Row] {
      try await bureau.desk.record(
        SpendingRowsRequest(mode, rows), by: zhang, at: bureau.moment, asOf: Day(endOf: 6, in: 2025)
      ).rows
    }
    let together = try await act(.check, rows)
    #expect(together.map(\.outcome) == [.added, .added, .added, .added])
    #expect(together.map { $0.message == nil } == [true, true, false, false])
    #expect(together[2].message?.contains("30,000.01") == true && together[3].message?.contains("30,001.01") == true)
    // A row that is there already makes each go by itself.
    let singly = try await act(.check, rows + [row(5, "1", "记-4", date: "2025-03-21")])
    #expect(singly.last?.outcome == .repeated && Array(singly.dropLast()) == together)
    #expect(try await kept(bureau).isEmpty)
    #expect(try await act(.all, rows).map(\.outcome) == together.map(\.outcome))
    #expect(try await kept(bureau) == ["记-1 2000000 张三", "记-2 1000000 张三", "记-3 1 张三", "记-4 100 张三"])
    await bureau.store.close()
  }

  @Test("rows of which nothing is kept leave no row of an act that was done, and why they were refused")
  func trail() async throws {
    let bureau = try await Bureau()
    let today = try await bureau.store.databaseTime().day
    let grants = [Grant(.clerk, .all, from: Day(number: today.number - 1))]
    try await bureau.store.addAccount(zhang.name, .business, grants, osUser: nil)
    let desk = Desk(
      bureau.store, at: .plain, for: .accounts(osUser: "x", [Principal(name: zhang.name, grants: grants)]), on: today)
    func act(_ mode: EntryMode, _ rows: [SpendingRowsRequest.Row]) async throws -> [String] {
      _ = try await desk.record(
        SpendingRowsRequest(mode, rows), by: zhang, at: bureau.moment, asOf: Day(endOf: 6, in: 2025))
      return try await bureau.store.auditEntries(.init(action: .recordPayment), limit: 9).map(\.outcome)
    }
    #expect(try await act(.good, [row(1, "7500", "记-1")]) == ["done"])
    // Its savepoint was undone, the transaction was not empty all the same.
    #expect(try await act(.good, [row(1, "7501", "记-1")]) == ["voucher-used", "done"])
    #expect(try await act(.good, [row(1, "7500", "记-1")]) == ["voucher-used", "done"])
    #expect(try await act(.check, [row(1, "7501", "记-1")]) == ["voucher-used", "done"])
    let both = [row(1, "1", "记-2"), row(2, "0", "记-3")]
    #expect(try await act(.all, both) == ["amount-zero", "voucher-used", "done"])
    #expect(try await act(.good, both) == ["done", "amount-zero", "voucher-used", "done"])
    #expect(try await kept(bureau) == ["记-1 750000 张三", "记-2 100 张三"])
    await bureau.store.close()
  }

  @Test("another division's, or nobody's, project is named as it is by every other way in")
  func unknown() async throws {
    let bureau = try await Bureau()
    let answer = try await bureau.desk.record(
      SpendingRowsRequest(
        .good, [.init(7, project: "13062525P00023210024X", date: "2025-3-1", amount: "1", voucher: "甲")]),
      by: zhang, at: bureau.moment, asOf: Day(endOf: 6, in: 2025))
    #expect(answer.rows[0].number == 7 && answer.rows[0].code == "project-unknown" && !answer.isKept)
    await bureau.store.close()
  }
}

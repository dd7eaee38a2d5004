package import Contract
internal import Documents
internal import Domain
internal import Store

// Files of payments and of indicators' values: what would become of their rows, and keeping the good ones.
extension Desk {
  /// What would become of the rows of a file. Which kind of file it is its header says.
  package func tryFile(_ file: [UInt8], name: String, at moment: Moment) async throws -> EntryFileAnswer {
    let desk = try entering(.recordPayment)
    switch try EntryFile(file, name: name) {
    case .payments(let sheet):
      let rows = try sheet.rows()
      guard rows.count <= EntryFileAnswer.most else { return .init(name: name, .payments, count: rows.count, []) }
      let lines = rows.map { row in Result { () throws(Refusal) in try row.line() } }
      let fates = try await desk.store.append(lines, in: nil, keeping: .none)
      return .init(
        name: name, .payments, count: rows.count,
        zip(rows, fates).map { row, fate in .init(row.number, row.cells, .init(row.number, fate, at: door)) })
    case .values(let sheet):
      let desk = try entering(.recordValue)
      guard sheet.rows.count <= EntryFileAnswer.most else {
        return .init(name: name, .values, count: sheet.rows.count, [])
      }
      let answer = try await desk.tryRows(of: sheet, at: moment)
      return .init(
        name: name, .values, count: sheet.rows.count,
        zip(sheet.rows, answer).map { row, result in .init(row.number, row.cells, result) })
    }
  }

  /// Records the good rows of a file; bad ones come back with their reasons, and the same file again adds nothing.
  package func recordFile(
    _ file: [UInt8], name: String, by actor: Actor, at moment: Moment
  ) async throws -> IntakeAnswer {
    // What is done with it enters by its own right.
    _ = try entering(.recordPayment)
    switch try EntryFile(file, name: name) {
    case .payments(let sheet): return try await record(sheet, in: nil, by: actor, at: moment)
    case .values(let sheet): return try await record(sheet, in: nil, by: actor, at: moment)
    }
  }
}

/// A file of either kind.
private enum EntryFile {
  case payments(SpendingSheet)
  case values(ObservationSheet)

  /// Reads a file's header; refused as of the kind that it is nearer to.
  init(_ file: [UInt8], name: String) throws(Refusal) {
    do throws(Refusal) {
      var sheet = try SpendingSheet(file, name: name)
      sheet.isTemplate = true
      self = .payments(sheet)
    } catch {
      guard case .sheet(.notPayments(_, let missing, _)) = error else { throw error }
      do throws(Refusal) {
        self = .values(try ObservationSheet(file, name: name))
      } catch let other {
        guard case .sheet(.notValues(_, let others, _)) = other, others.count >= missing.count else { throw other }
        throw error
      }
    }
  }
}

extension RowsAnswer.Row {
  fileprivate init(_ number: Int, _ fate: RowFate<PaymentWarning?>, at door: Door) {
    switch fate {
    case .added(let warning): self.init(number, .added, message: warning?.planned)
    case .repeated: self.init(number, .repeated)
    case .refused(let refusal):
      self.init(number, .refused, code: refusal.code, message: refusal.sentence(at: door))
    }
  }
}

extension SpendingRow {
  /// 项目编码, 日期, 金额, 支出类别, 凭证号 and 摘要.
  fileprivate var cells: [String] {
    var cells = [project, date, amount, category ?? [], voucher, memo ?? []].map {
      String(decoding: $0, as: UTF8.self)
    }
    // Beside another header a bare number would be another amount.
    if amountUnit == .tenThousand, let last = cells[2].last, last.isNumber { cells[2] += amountUnit.rawValue }
    return cells
  }
}

extension ObservationRow {
  /// 部门编码, 项目编码, 序号, 三级指标, 年度指标值, 日期, 完成值, 应完成数, 佐证材料 and 确认.
  fileprivate var cells: [String] {
    [
      department ?? "", project, indicator, name ?? "", target ?? "", date ?? period ?? "", value, outOf ?? "",
      evidence ?? "", isConfirmed ? "是" : "",
    ]
  }
}

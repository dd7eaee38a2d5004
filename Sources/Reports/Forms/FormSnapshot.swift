package import Domain
internal import Foundation

/// What is kept of a form that is handed in, so that nothing recorded later changes it: a text with the number of its format,
/// read by the reader of that format for as long as there are archives.
///
/// Format 1 (no number) kept the table as it was drawn, with its figures as a JSON document inside a text. Format 2 keeps the
/// values and nothing of how they are drawn: captions, remarks and rates are worded and worked out anew when it is printed. Its
/// types are those of the forms (`Domain/Forms/Official`) and what they are made of (`RowScore`, `Grade`, `IndicatorStatus`, …):
/// a field that is added there later has to be optional, and none may change its name nor a case its raw value; kept texts in
/// the tests hold them to it.
package enum FormSnapshot {
  /// The format that is written.
  package static let format = 2

  private struct Envelope: Codable {
    let format: Int?
    let monitoring: MonitoringForm?
    let selfEvaluation: SelfEvaluationForm?
  }

  /// A form as text, always the same for the same form.
  package static func text(_ form: Form) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let envelope =
      switch form {
      case .monitoring(let form): Envelope(format: format, monitoring: form, selfEvaluation: nil)
      case .selfEvaluation(let form): Envelope(format: format, monitoring: nil, selfEvaluation: form)
      }
    return String(decoding: try encoder.encode(envelope), as: UTF8.self)
  }

  /// A form from its text; refused where no reader of ours can read it.
  package static func paper(_ text: String) throws(Refusal) -> FormPaper {
    let (data, decoder) = (Data(text.utf8), JSONDecoder())
    do {
      let envelope = try decoder.decode(Envelope.self, from: data)
      switch (envelope.format ?? 1, envelope.monitoring, envelope.selfEvaluation) {
      case (1, nil, nil): return FormPaper(try decoder.decode(DrawnForm.self, from: data))
      case (2, let form?, nil): return FormPaper(.monitoring(form))
      case (2, nil, let form?): return FormPaper(.selfEvaluation(form))
      default: throw Refusal.form(.snapshotUnreadable)
      }
    } catch {
      throw .form(.snapshotUnreadable)
    }
  }
}

/// A form as format 1 kept it: drawn, with its figures beside the drawing.
package struct DrawnForm: Hashable, Sendable, Decodable {
  /// The project's name or 部门整体, and 项目编码.
  let name: String, code: String?
  let asOf: String, ruleSet: String
  let grid: FormGrid
  let line: ProjectLine?
  /// The figures as programs were told them, a JSON document on one line.
  package let figures: String
  /// The same, for tables that are made of them.
  let numbers: Numbers

  /// The figures that other tables read.
  struct Numbers: Hashable, Sendable, Decodable {
    let execution: Execution?
    let rows: [Row]?
  }

  struct Execution: Hashable, Sendable, Decodable {
    let rate: String?, points: String, score: String?, formula: String
  }

  /// An indicator's row.
  struct Row: Hashable, Sendable, Decodable {
    let level1: String, level2: String, level3: String, target: String
    let value: String?, achieved: String?, status: String?, points: String?, score: String?, formula: String?
    let likelihood: String?, explanation: String?, causes: [String]?, measures: String?
  }

  private enum CodingKeys: String, CodingKey { case name, code, asOf, ruleSet, grid, line, figures }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    code = try values.decodeIfPresent(String.self, forKey: .code)
    asOf = try values.decode(String.self, forKey: .asOf)
    ruleSet = try values.decode(String.self, forKey: .ruleSet)
    grid = try values.decode(FormGrid.self, forKey: .grid)
    line = try values.decodeIfPresent(ProjectLine.self, forKey: .line)
    figures = try values.decode(String.self, forKey: .figures)
    // The table outlives its figures.
    numbers =
      (try? JSONDecoder().decode(Numbers.self, from: Data(figures.utf8))) ?? Numbers(execution: nil, rows: nil)
  }
}

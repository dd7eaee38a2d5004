internal import Foundation

/// An indicator's row among a paper's figures.
struct RowFigure: Decodable {
  let level1: String, level2: String, level3: String, target: String
  let value: String?, achieved: String?, status: String?, points: String?, score: String?, formula: String?
  let likelihood: String?, explanation: String?, causes: [String]?, measures: String?
}

/// The figures of a paper that others read: of a self-evaluation with its execution rate.
struct PaperFigures: Decodable {
  struct Execution: Decodable {
    let rate: String?, points: String, score: String?, formula: String
  }

  let rows: [RowFigure]?
  let execution: Execution?
  let total: String?
}

extension FormPaper {
  /// The figures read back, whether the paper was made now or handed in long ago.
  var scoreFigures: PaperFigures? { try? JSONDecoder().decode(PaperFigures.self, from: Data(figures.utf8)) }

  /// The indicators' rows of the figures.
  var rowFigures: [RowFigure] { scoreFigures?.rows ?? [] }
}

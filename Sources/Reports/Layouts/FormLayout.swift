package import Domain

/// How a project's form, or a department's own, is laid out, as data: a province adds its form by a description, without code.
///
/// A form is a table of columns. Its sections follow each other from the top: rows as they stand, the money rows, a department's
/// projects, and the indicators with the heading that is repeated on each page. A cell is a caption, or says where its text comes from.
package struct FormLayout: Hashable, Sendable {
  /// By what it is asked for, such as `SC-2020`, and what people call it.
  package let code: String, name: String
  /// Which form it is of.
  package let form: DepartmentForm
  /// Whether it is of the department as a whole.
  package let isWhole: Bool
  /// The title, the line below it, and what stands above the table at the right; `{year}` and `{span}` are filled in.
  let title: String, period: String, unit: String
  /// The columns' shares of the width, in percent.
  let widths: [Int]
  let sections: [Section]
  /// Remarks of the form itself below the table, and who signs; `{contact}` is filled in.
  let notes: [String], signatures: [String]

  /// A part of the table.
  enum Section: Hashable, Sendable {
    /// Rows as they stand.
    case rows([[Cell]])
    /// The money rows.
    case funds(Funds)
    /// A department's projects.
    case projects(Projects)
    /// The indicators' rows.
    case indicators(Indicators)
  }

  /// Money rows: the label stands beside heading and lines.
  struct Funds: Hashable, Sendable {
    /// A money row; one that the records do not know has no kind, and stays blank. One that a form has not is left out.
    struct Line: Hashable, Sendable {
      let caption: String, kind: FundKind?
      /// Its caption where no other stands there; nil for the same.
      let alone: String?
    }

    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    let lines: [Line]
  }

  /// A department's projects: the label stands beside heading and rows.
  struct Projects: Hashable, Sendable {
    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    /// What stands there instead where it has none.
    let empty: [[Cell]]
  }

  /// The indicators' rows: the label stands beside heading and rows.
  struct Indicators: Hashable, Sendable {
    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    /// The rows of a department's projects below them, under the same heading; nil for none.
    let project: [Cell]?
  }

  /// A cell of the description.
  struct Cell: Hashable, Sendable {
    /// Its caption, or where its text comes from; neither for one to be written into.
    let text: String?, source: LayoutSource?
    let columns: Int, rows: Int
    let alignment: FormGrid.Alignment
    /// Whether rows of the same name share it, a caption all rows of its kind, and whether it says their points.
    let isMerged: Bool, hasPoints: Bool
    /// What stands before the text; in its place in lines that have none; and for what is asked for, in a narrow cell.
    let before: String, otherwise: String, mark: String?
    /// Whether a spreadsheet adds it up, and whether a form is not handed in without it.
    let isSum: Bool, isRequired: Bool
  }
}

extension FormLayout {
  /// The texts beyond the national table that it has room for, and those it asks for.
  package var texts: FormTexts {
    let cells = sections.flatMap { section -> [Cell] in
      if case .rows(let rows) = section { rows.flatMap { $0 } } else { [] }
    }
    let named = cells.compactMap { cell in cell.source?.text.map { (name: $0, isRequired: cell.isRequired) } }
    return FormTexts(Set(named.map(\.name)), required: Set(named.filter(\.isRequired).map(\.name)))
  }
}

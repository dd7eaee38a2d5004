/// The names behind row ids: what people read where the rules only know rows.
package struct Directory: Hashable, Sendable {
  /// A project's name tag.
  package struct Project: Hashable, Sendable {
    /// 项目编码.
    package let code: ProjectCode
    /// 项目名称.
    package let name: String
    /// Its place in the document, from 1.
    package let position: Int

    /// A name tag.
    package init(code: ProjectCode, name: String, position: Int) {
      self.code = code
      self.name = name
      self.position = position
    }
  }

  /// An indicator's name tag.
  package struct Indicator: Hashable, Sendable {
    /// Its place in its table, from 1.
    package let position: Int
    /// Level 2, or the goal a department's indicator stands in.
    package let kind: String
    /// Its level-3 name.
    package let name: String
    /// Its target as printed.
    package let target: String

    /// A name tag.
    package init(position: Int, kind: String, name: String, target: String) {
      self.position = position
      self.kind = kind
      self.name = name
      self.target = target
    }
  }

  /// Projects by row.
  package let projects: [ProjectID: Project]
  /// Indicators by row.
  package let indicators: [IndicatorID: Indicator]

  /// Of nobody.
  package static let none = Directory(projects: [:], indicators: [:])

  /// A directory.
  package init(projects: [ProjectID: Project], indicators: [IndicatorID: Indicator]) {
    self.projects = projects
    self.indicators = indicators
  }
}

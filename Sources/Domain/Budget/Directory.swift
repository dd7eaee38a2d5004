/// The names behind row ids: what people read where the rules only know rows.
public struct Directory: Hashable, Sendable {
  /// A project's name tag.
  public struct Project: Hashable, Sendable {
    /// 项目编码.
    public let code: ProjectCode
    /// 项目名称.
    public let name: String
    /// Its place in the document, from 1.
    public let position: Int

    /// A name tag.
    public init(code: ProjectCode, name: String, position: Int) {
      self.code = code
      self.name = name
      self.position = position
    }
  }

  /// An indicator's name tag.
  public struct Indicator: Hashable, Sendable {
    /// Its place in its table, from 1.
    public let position: Int
    /// Level 2, or the goal a department's indicator stands in.
    public let kind: String
    /// Its level-3 name.
    public let name: String
    /// Its target as printed.
    public let target: String

    /// A name tag.
    public init(position: Int, kind: String, name: String, target: String) {
      self.position = position
      self.kind = kind
      self.name = name
      self.target = target
    }
  }

  /// Projects by row.
  public let projects: [Int64: Project]
  /// Indicators by row.
  public let indicators: [Int64: Indicator]

  /// A directory.
  public init(projects: [Int64: Project], indicators: [Int64: Indicator]) {
    self.projects = projects
    self.indicators = indicators
  }
}

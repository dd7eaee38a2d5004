package import Contract
internal import Domain

/// The files of a value (佐证材料), as links wherever the value stands.
package enum EvidenceList {
  /// The files, each with its size and who sent it; nothing where there is none.
  ///
  /// - Parameter withDays: whether those of former values say which.
  package static func links(_ files: [EvidenceFileAnswer], withDays: Bool, _ chrome: Chrome) -> Markup? {
    let shown = files.filter { $0.withdrawnFor == nil }
    guard !shown.isEmpty else { return nil }
    let items = Markup(
      shown.map { file in
        let former: Markup? =
          withDays && !file.isStanding ? "，原完成值\(file.value)（\(file.day)）" : nil
        return """
          <li>\(Parts.link(place(file), file.name))\
          <small>\(file.size.bytesChinese)，\(file.actor)\(former)</small></li>
          """
      })
    return "<ul class=\"files\">\(items)</ul>"
  }

  /// Where a file is downloaded.
  static func place(_ file: EvidenceFileAnswer) -> Address { Address("/evidence/file") / String(file.id) }

  /// Where the files of an indicator's values stand.
  ///
  /// - Parameter indicator: as a page names it.
  package static func address(
    project: String?, department: String?, indicator: String, division: String? = nil
  ) -> Address {
    Address("/evidence").with("project", project).with("department", department)
      .with("indicator", indicator).with("division", division)
  }

  /// The field by which files are sent, wherever one is.
  package static let field = "files"
  /// What names the files that were chosen and are not here any more.
  package static let lost = "lost-files"

  /// The field of files.
  ///
  /// - Parameter lost: the names of those that were chosen before and have to be chosen again.
  static func input(_ label: String, _ problem: String?, lost: String?) -> Markup {
    let again: Markup? = lost.map { "<p class=\"note\">选过的文件没有保留：\($0)。请重新选择。</p>" }
    let field = Field(
      field, label, .files(accept: ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"),
      hint: "PDF、图片、Word、Excel，每个不超过\(EvidenceLimit.bytes >> 20)MB，一次合计不超过20MB；没有保存成功的要重新选择文件。")
    return "\(again)\(field.markup(nil, problem))"
  }

  /// What was kept of several.
  package static func said(_ files: [RecordedFile]) -> String? {
    guard files.count > 1 else { return files.first?.message }
    let new = files.count { $0.outcome == .added }, old = files.count - new
    return "已收下佐证材料\(new)个" + (old > 0 ? "，另有\(old)个已经有了，没有重复收。" : "。")
  }
}

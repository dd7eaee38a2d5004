/// The finance bureau that issues a letter, as far as it is known.
package struct Issuer: Hashable, Sendable {
  /// 发文机关; nil where nobody said who it is.
  package let organ: String?
  /// The name of the county, or of whatever division the letter is about; nil where it is not known.
  package let area: String?

  /// An issuer.
  ///
  /// - Parameter area: the division that was asked for, by its name; else the organ's name tells it.
  package init(organ: String? = nil, area: String? = nil) {
    self.organ = organ
    let office = ["财政局", "财政厅"].first { organ?.hasSuffix($0) ?? false }
    let told = office.flatMap { office in organ.map { String($0.dropLast(office.count)) } }
    self.area = area ?? (told?.isEmpty == true ? nil : told)
  }

  /// 标题 of a letter: `徐水区财政局关于2025年…的通报`; without an organ the county's name stands for it.
  ///
  /// - Parameters:
  ///   - matter: 事由, such as `2025年…情况`.
  ///   - kind: 文种.
  package func title(_ matter: String, _ kind: String) -> String {
    guard let organ else { return "\(area ?? "")\(matter)\(kind)" }
    let isOwn = area.map { organ.hasPrefix($0) } ?? true
    return "\(organ)关于\(isOwn ? "" : area ?? "")\(matter)的\(kind)"
  }
}

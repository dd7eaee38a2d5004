package import Domain

/// What is shown where there is nothing to show, or it may not be shown.
package enum ProblemPage {
  /// Something is not for whoever asks: the sentence names who it is for.
  package static func forbidden(_ sentence: String, who: [AccountRole]) -> Page {
    let roles = who.map(\.chinese).joined(separator: "、")
    return Page(
      "不能查看",
      """
      <div class="narrow"><p>\(sentence)</p>\(roles.isEmpty ? "" : "<p>这一页供\(roles)使用。</p>" as Markup)
      <p>\(Parts.button("/", "回到首页"))</p></div>
      """)
  }

  /// There is no such page.
  package static func missing(_ sentence: String? = nil) -> Page {
    Page(
      "没有找到",
      """
      <div class="narrow"><p>\(sentence ?? "没有这一页。地址可能抄错了，也可能所指的已经移走。")</p>
      <form method="get" action="/projects" role="search"><div class="field"><label for="f-q">找项目</label>\
      <input type="search" id="f-q" name="q"></div><button>查找</button></form>
      <p>\(Parts.button("/", "回到首页"))</p></div>
      """)
  }

  /// What was sent cannot be taken as it is.
  package static func refused(_ title: String, _ sentence: String) -> Page {
    Page(title, "<div class=\"narrow\"><p>\(sentence)</p><p>\(Parts.button("/", "回到首页"))</p></div>")
  }

  /// A form did not come from a page of this site, or from one that has grown old.
  package static let stale = refused(
    "没有提交", "这个页面已经过时，或者请求不是从本系统的页面发出的，所以没有提交。请退回上一页，刷新后再提交一次。")

  /// The database does not answer: nobody knows what became of it.
  package static let unavailable = Page(
    "暂时不能办理",
    """
    <div class="narrow"><p>现在连不上数据库。请稍后刷新本页。</p>\
    <p>刚才如果在提交，结果未知，可以再提交一次，同样的内容不会记两遍。</p></div>
    """)

  /// What is asked by a way there is not, as by a program that tries.
  package static let wrongMethod = "这个地址不能这样访问。请从页面上的链接和按钮进入。"

  /// What is said of what was kept while somebody signed in again.
  package static let keptAgain = "登录失效以前填写的内容还在下面，还没有提交。请核对后再提交。"
  package static let staleAgain = "填写期间重新登录过，所以刚才没有提交。填写的内容还在下面，请核对后再提交一次。"
  package static let nothingKept = "没有为您保留的内容：只保留30分钟，并且只给填写的人。"

  /// What was sent cannot be read at all.
  package static let unreadable = refused("没有提交", "提交的内容无法识别，所以没有办理。请用浏览器从本系统的页面提交。")

  /// An address that cannot be read.
  package static let address = "这个地址的写法无法识别。请从页面上的链接和按钮进入。"
  package static func address(_ sentence: String) -> Page { refused("地址不对", sentence) }

  /// More than is taken.
  package static func tooLarge(_ most: Int) -> Page {
    let text = most >= 1 << 20 ? "\(most >> 20)MB" : "\(most >> 10)KB"
    return refused("没有提交", "提交的内容超过\(text)，没有办理。请分几次提交，或换小一些的文件。")
  }

  /// Something went wrong that nobody expected; the number stands in the log.
  package static func broken(number: String) -> Page {
    Page(
      "出错了",
      "<div class=\"narrow\"><p>系统内部出错，没有完成。请把编号 <strong>\(number)</strong> 告诉系统管理员。</p><p>\(Parts.button("/", "回到首页"))</p></div>"
    )
  }
}

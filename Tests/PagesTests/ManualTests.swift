import Testing

@testable import Pages

@Suite("The manual")
struct ManualTests {
  private static let text = """
    # one 第一
    关于`甲`的
    **话**。
    ## 节
    - 点一
      续行
    - 点二

    ```
    $ jixiao x
    # 不是标题
    ```
    | 甲 | 乙 |
    |---|---|
    | `a` | <b> |
    # two 第二
    另一个。
    """

  @Test("a topic is read into its parts, and both doors show them")
  func reading() throws {
    let manual = Manual(ManualTests.text)
    #expect(manual.topics.map(\.code) == ["one", "two"] && manual["第二"]?.summary == "另一个。")
    let topic = try #require(manual["one"])
    #expect(topic.summary == "关于`甲`的**话**。")
    #expect(
      topic.blocks == [
        .heading("节"), .points(["点一续行", "点二"]), .commands(["$ jixiao x", "# 不是标题"]),
        .table([["甲", "乙"], ["`a`", "<b>"]]),
      ])
    #expect(topic.text.contains("第一\n\n关于甲的话。\n\n【节】\n\n- 点一续行\n- 点二\n\n    $ jixiao x\n    # 不是标题\n\n- a：<b>\n"))
    #expect(Manual.runs("a**b**`c`") == [.plain("a"), .strong("b"), .code("c")])
  }
}

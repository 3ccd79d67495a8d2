import PortfolioCore
import PortfolioImport
import Testing

@Suite("JSON")
struct JSONTests {
  @Test func objectsBecomeRows() throws {
    let text = """
      [
        {"id": "1", "n": 12.50, "live": true, "tags": ["a", 2, null]},
        {"n": 2.0201E+14, "id": "x\\n\\"\\u4E13\\ud83d\\ude00\\ud800", "extra": null},

        {}
      ]
      """
    let file = try openOne(text, "a.json")
    #expect(file.format == .json)
    let walked = try Walked(file)
    #expect(
      walked.rows == [
        ["id", "n", "live", "tags", "extra"], ["1", "12.5", "TRUE", "a;2;", ""],
        ["x\n\"专😀\u{FFFD}", "202010000000000", "", "", ""], ["", "", "", "", ""],
      ])
    #expect(walked.lines == [1, 2, 3, 5])
    #expect(walked.kinds[1] == [.text, .number, .boolean, .text, .text])
    #expect(walked.sources[1] == "1,12.5,TRUE,a;2;,")
    #expect(walked.problems.isEmpty)
    #expect(try Walked(file).rows == walked.rows)
  }

  @Test func membersOfAnObjectArePartsOfTheFile() throws {
    let text = "{\"version\": 1, \"rights\": [{\"a\": 1}], \"none\": [], \"products\": [\n{\"b\": 2}]}"
    let files = try TabularFile.open(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), name: "a.json")
    #expect(files.map(\.part) == ["rights", "products"])
    let walked = try files.map { try Walked($0) }
    #expect(walked.map(\.rows) == [[["a"], ["1"]], [["b"], ["2"]]])
    #expect(walked[1].lines == [1, 2])
    #expect(walked[0].problems.map(\.value) == ["version", "none"])
    #expect(walked[0].codes == ["IMP110", "IMP110"])
  }

  @Test func nestedValuesAndRepeatedKeysAreRefused() throws {
    let text =
      "[{\"a\": 1},\n{\"a\": {\"b\": [1, {}]}},\n{\"a\": [[1]]},\n7,\n{\"a\": 1, \"a\": 2},\n{\"a\": 3}]"
    let walked = try Walked(openOne(text, "a.json"))
    #expect(walked.rows == [["a"], ["1"], ["3"]])
    #expect(walked.refused.map(\.line) == [2, 3, 4, 5])
    #expect(walked.refused.map(\.sourceText)[2] == "7")
    #expect(walked.codes == ["IMP112", "IMP112", "IMP112", "IMP112"])
  }

  @Test(arguments: [
    ("[{\"a\": 1}", 1, "10"), ("[\n {\"a\" 1}]", 2, "7"), ("[{\"标题\": tru}]", 1, "9"),
    ("[{\"a\": \"x\n\"}]", 1, "10"),
    ("[{\"a\": 01}]", 1, "8"), ("[{\"a\": 1}] x", 1, "12"), ("[{\"a\": \"\\q\"}]", 1, "9"),
    ("[{\"a\": 1},]", 1, "11"),
    ("[{\"a\": \"open", 1, "8"), ("[{\"a\": 1.}]", 1, "8"), ("[{\"a\": -}]", 1, "8"),
    ("[{\"a\": NaN}]", 1, "8"),
  ])
  func syntaxErrorsHaveTheirPlace(text: String, line: Int, column: String) {
    let problems = openingProblems(Array(text.utf8), "a.json")
    #expect(problems.map(\.code.rawValue) == ["IMP111"])
    #expect(problems.first?.place == Place(file: "a.json", line: line, column: column))
  }

  @Test(arguments: ["[]", "{}", "[1, 2]", "{\"a\": 1}"])
  func otherShapesAreRefused(text: String) {
    #expect(openingProblems(Array(text.utf8), "a.json").map(\.code.rawValue) == ["IMP112"])
  }

  @Test func depthIsLimited() {
    let text = "[{\"a\": " + String(repeating: "[", count: 100_000)
    #expect(openingProblems(Array(text.utf8), "a.json").map(\.code.rawValue) == ["IMP111"])
  }

  @Test func headersThatBeginWithABracketAreNoJSON() throws {
    let file = try openOne("[标]当前权利人,标题\n甲,乙\n")
    #expect(try Walked(file).rows == [["[标]当前权利人", "标题"], ["甲", "乙"]])
  }
}

import PortfolioCore
import Testing

@Suite struct DigestAndColumnTests {
  /// FIPS 180-2, appendix B.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownDigests(text: String, hex: String) {
    #expect(SHA256Digest(of: text).hex == hex)
    var hasher = SHA256Hasher()
    for character in text { hasher.update(String(character)) }
    #expect(hasher.finish().hex == hex)
  }

  @Test func textColumnKeepsEveryText() {
    var column = TextColumn()
    let texts = ["", "一种阀", "a", "", "emoji 🙂"]
    texts.forEach { column.append($0) }
    #expect((0..<column.count).map { column[$0] } == texts)
    #expect(TextColumn(bytes: column.bytes, offsets: column.offsets) == column)
  }

  @Test func brokenTextColumnsAreRefused() {
    #expect(TextColumn(bytes: [65], offsets: [0]) == nil)
    #expect(TextColumn(bytes: [65, 66], offsets: [0, 2, 1, 2]) == nil)
    #expect(TextColumn(bytes: [65], offsets: [1, 1]) == nil)
    #expect(TextColumn(bytes: [], offsets: []) == nil)
  }

  /// The first numbers of SplitMix64 with seed 1234567, as published with the reference implementation.
  @Test func generatorIsSplitMix64() {
    var generator = SeededGenerator(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect((0..<5).map { _ in generator.next() } == expected)
  }

  @Test func everyFactHasItsDefinitionOnce() {
    #expect(Set(FactCatalogue.all.map(\.id)).count == FactCatalogue.all.count)
    #expect(FactCatalogue.all.allSatisfy { !$0.title.zh.isEmpty && !$0.title.en.isEmpty })
  }

  @Test func everyProblemCodeStandsOnce() {
    let codes = ProblemCode.all.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
  }
}

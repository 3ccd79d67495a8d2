/// The name under which an output is written until it is whole: the output's own, the number of the process that
/// writes, and `.part`. What a killed program left behind is known by it.
public enum UnfinishedName {
  /// - Parameters:
  ///   - path: where the output will stand.
  ///   - process: the number of the process that writes.
  public static func of(_ path: String, process: Int32) -> String { "\(path).\(process).part" }

  /// The process that was writing an output when it left a file of this name.
  /// - Parameters:
  ///   - name: the name of a file, without its folder.
  ///   - output: the name of the output, without its folder.
  /// - Returns: nothing when the file is no unfinished piece of that output.
  public static func process(_ name: String, of output: String) -> Int32? {
    guard name.hasPrefix(output + "."), name.hasSuffix(".part") else { return nil }
    let middle = name.dropFirst(output.count + 1).dropLast(5)
    guard middle.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let process = Int32(middle), process > 0
    else {
      return nil
    }
    return process
  }
}

/// The model files that travel inside the program.
public enum BuiltinModelFiles {
  /// Every file of `Models/` at build time: its path within that folder, and its text, ordered by path.
  public static var all: [(path: String, text: String)] { embeddedModelFiles }
}

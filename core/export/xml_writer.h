#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadenza::exporting {

/// Builds an XML text: elements in order, indented, everything escaped. Characters XML cannot hold are left out.
class XmlWriter {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

    void raw(std::string_view text) { out_ += text; }
    void open(std::string_view name, Attributes attributes = {});
    void close();
    void empty(std::string_view name, Attributes attributes = {});
    void text(std::string_view name, std::string_view content, Attributes attributes = {});
    void number(std::string_view name, int value) { text(name, std::to_string(value)); }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void begin(std::string_view name, Attributes attributes);
    void escape(std::string_view content);

    std::string out_;
    std::vector<std::string> open_;
};

} // namespace cadenza::exporting

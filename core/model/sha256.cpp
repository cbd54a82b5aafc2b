#include "core/model/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace cadenza::model {

struct Sha256::Context {
    Context() : evp(EVP_MD_CTX_new())
    {
        if (!evp || EVP_DigestInit_ex(evp, EVP_sha256(), nullptr) != 1)
            throw std::bad_alloc();
    }
    ~Context() { EVP_MD_CTX_free(evp); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    EVP_MD_CTX* evp;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;

Sha256& Sha256::add(std::span<const std::byte> bytes)
{
    EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size());
    return *this;
}

Sha256& Sha256::add(std::string_view text)
{
    return add(std::as_bytes(std::span(text)));
}

std::string Sha256::hex()
{
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr);
    std::string text;
    for (const unsigned char byte : digest) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace cadenza::model

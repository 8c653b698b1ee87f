// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/masking.h"

#include <cstring>

namespace WebSocket {

void applyMask(char *out, const char *in, qsizetype size, const MaskingKey &key, qsizetype position)
{
    std::array<uchar, 8> twice {};
    for (std::size_t i = 0; i < twice.size(); ++i)
        twice[i] = key[(static_cast<std::size_t>(position) + i) % key.size()];
    quint64 mask = 0;
    std::memcpy(&mask, twice.data(), sizeof(mask));

    qsizetype done = 0;
    for (; size - done >= 8; done += 8) {
        quint64 word = 0;
        std::memcpy(&word, in + done, sizeof(word));
        word ^= mask;
        std::memcpy(out + done, &word, sizeof(word));
    }
    for (std::size_t i = 0; done < size; ++done, ++i)
        out[done] = static_cast<char>(static_cast<uchar>(in[done]) ^ twice[i]);
}

} // namespace WebSocket

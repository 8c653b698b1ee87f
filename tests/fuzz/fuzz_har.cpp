// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harimport.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Takes everything, and looks at what a capture relies on.
class CheckingStore : public Capture::RecordStore
{
public:
    bool write(const Capture::RecordBatch &batch) override
    {
        for (const Capture::MessageRecord &message : batch.messages) {
            require(message.id > m_last);
            m_last = message.id;
            require(message.content.spill != 0
                    || message.content.size == message.content.bytes.size());
        }
        return true;
    }
    bool commit() override { return true; }
    bool finish() override { return true; }
    bool beginCopy(const QString & /*path*/, OldFile /*oldFile*/) override { return false; }
    CopyState stepCopy(std::chrono::milliseconds /*budget*/) override { return CopyState::None; }
    Failure failure() const override { return Failure::None; }
    QString errorText() const override { return {}; }
    QString path() const override { return {}; }
    Capture::Id lastGapId() const override { return 0; }
    qint64 fileBytes() const override { return 0; }

private:
    Capture::Id m_last = 0;
};

} // namespace

// A file that says it is a HAR.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int file = memfd_create("har", 0);
    static const QString path = QStringLiteral("/proc/self/fd/%1").arg(file);
    require(file >= 0 && ftruncate(file, 0) == 0
            && pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
    CheckingStore store;
    Formats::Import work {.path = path, .store = store, .progress = {}, .remarks = {}, .error = {}};
    const bool isRead = Formats::importHar(work);
    require(isRead || work.error.endsWith(u'.'));
    for (const QString &remark : std::as_const(work.remarks))
        require(remark.endsWith(u'.'));
    return 0;
}

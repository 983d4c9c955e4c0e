// Memory of CPU tensors, kept for the next tensor of about its size. The C library gives large blocks back to the system, and every step of
// training then asks for the same pages anew: each is cleared and mapped one by one. Blocks of 2 MiB and more are on huge pages where the
// system allows it (transparent_hugepage: madvise or always).
#include "compat.h"

#include <c10/core/CPUAllocator.h>
#include <malloc.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

namespace {

constexpr size_t header = 64;           // before each block: its size; also the alignment of tensors
constexpr size_t least_kept = 1 << 16;  // smaller blocks are the C library's, which is quick with them
constexpr size_t huge_page = 2 << 20;
constexpr size_t page = 4096;

// Of the whole block. In steps of an eighth at most, so that blocks of nearly one size can stand in for each other.
size_t rounded(size_t bytes) {
  size_t power = least_kept;
  while (power <= bytes / 2) power *= 2;
  const size_t step = std::max(page, power / 8);
  return (bytes + step - 1) / step * step;
}

void* map_huge(size_t size) {
  void* all = mmap(nullptr, size + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) return nullptr;
  auto* start = static_cast<char*>(all);
  auto* block = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(start) + huge_page - 1) / huge_page * huge_page);
  if (block > start) munmap(start, block - start);
  if (block + size < start + size + huge_page) munmap(block + size, start + huge_page - block);
  madvise(block, size, MADV_HUGEPAGE);
  return block;
}

void* from_system(size_t size) {
  if (size >= huge_page) return map_huge(size);
  void* block = nullptr;
  return posix_memalign(&block, header, size) == 0 ? block : nullptr;
}

void to_system(void* block, size_t size) { size >= huge_page ? static_cast<void>(munmap(block, size)) : free(block); }

// What is kept never makes the process larger than a quarter more than its tensors once needed at a time.
class Blocks {
 public:
  // A block of at least the size, which is set to the block's own; null when the system has no more.
  void* take(size_t& size) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto fitting = kept_.lower_bound(size);
    if (fitting != kept_.end() && fitting->first <= size + size / 4) {
      fitting = std::prev(kept_.upper_bound(fitting->first));  // the one that was given back last: some of it may still be in a cache
      size = fitting->first;
      void* block = fitting->second.block;
      kept_.erase(fitting);
      kept_bytes_ -= size;
      live_bytes_ += size;
      peak_bytes_ = std::max(peak_bytes_, live_bytes_);
      return block;
    }
    live_bytes_ += size;
    peak_bytes_ = std::max(peak_bytes_, live_bytes_);
    shrink(peak_bytes_ + peak_bytes_ / 4 - live_bytes_);
    void* block = from_system(size);
    if (!block) {
      shrink(0);
      block = from_system(size);
    }
    if (!block) live_bytes_ -= size;
    return block;
  }

  void give_back(void* block, size_t size) {
    std::lock_guard<std::mutex> lock(mutex_);
    kept_.emplace(size, Kept{block, ++count_});
    live_bytes_ -= size;
    kept_bytes_ += size;
  }

 private:
  struct Kept {
    void* block;
    uint64_t age;
  };

  void shrink(size_t most) {
    while (kept_bytes_ > most) {
      auto oldest = kept_.begin();
      for (auto i = kept_.begin(); i != kept_.end(); ++i) {
        if (i->second.age < oldest->second.age) oldest = i;
      }
      to_system(oldest->second.block, oldest->first);
      kept_bytes_ -= oldest->first;
      kept_.erase(oldest);
    }
  }

  std::mutex mutex_;
  std::multimap<size_t, Kept> kept_;
  size_t live_bytes_ = 0, kept_bytes_ = 0, peak_bytes_ = 0;
  uint64_t count_ = 0;
};

Blocks& blocks() {
  static auto* all = new Blocks;  // never freed: tensors may outlive it at the process's end
  return *all;
}

void release(void* data) {
  if (!data) return;
  auto* block = static_cast<char*>(data) - header;
  const auto size = *reinterpret_cast<size_t*>(block);
  size < least_kept ? free(block) : blocks().give_back(block, size);
}

struct KeepingAllocator final : at::Allocator {
#if IL_TORCH_AT_LEAST(2, 3)
  at::DataPtr allocate(size_t bytes) override { return get(bytes); }
  void copy_data(void* to, const void* from, size_t bytes) const override { memcpy(to, from, bytes); }
#else
  at::DataPtr allocate(size_t bytes) const override { return get(bytes); }
#endif
  at::DeleterFnPtr raw_deleter() const override { return &release; }

 private:
  static at::DataPtr get(size_t bytes) {
    if (bytes == 0) return {nullptr, nullptr, &release, at::Device(at::kCPU)};
    size_t size = bytes + header;
    void* block = nullptr;
    if (size >= least_kept) {
      size = rounded(size);
      block = blocks().take(size);
    } else if (posix_memalign(&block, header, size) != 0) {
      block = nullptr;
    }
    if (!block) C10_THROW_ERROR(OutOfMemoryError, "cannot allocate " + std::to_string(bytes) + " bytes of memory");
    *static_cast<size_t*>(block) = size;
    void* data = static_cast<char*>(block) + header;
    return {data, data, &release, at::Device(at::kCPU)};
  }
};

// INPAINTLAB_CPU_MEMORY=system leaves memory to libtorch and the C library, to measure what this gains.
const bool installed = [] {
  const char* choice = std::getenv("INPAINTLAB_CPU_MEMORY");
  if (choice && std::strcmp(choice, "system") == 0) return false;
  c10::SetCPUAllocator(new KeepingAllocator, 1);
  // oneDNN's buffers come from the C library.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  return true;
}();

}  // namespace

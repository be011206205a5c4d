/* The calls of libsrtp 3 that mediasoup's worker makes, carried out by libsrtp 2. */
#ifndef SRTP3_ON_SRTP2_H
#define SRTP3_ON_SRTP2_H

#include <srtp2/srtp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Status codes that libsrtp 2 doesn't have (and so never returns). */
static const srtp_err_status_t srtp_err_status_buffer_small = (srtp_err_status_t) 28;
static const srtp_err_status_t srtp_err_status_cryptex_err  = (srtp_err_status_t) 29;

typedef srtp_err_status_t (*srtp3_on_srtp2_fn)(srtp_t ctx, void *packet, int *len);

/* libsrtp 3 reads one buffer and writes another (maybe the same); libsrtp 2
 * works in place. `trailer` is the most that the call may append. */
static inline srtp_err_status_t srtp3_on_srtp2(srtp3_on_srtp2_fn fn, srtp_t ctx,
  const uint8_t *in, size_t in_len, uint8_t *out, size_t *out_len, size_t trailer)
{
  int len = (int) in_len;
  srtp_err_status_t err;

  if (in_len > 65535)
    return srtp_err_status_bad_param;
  if (*out_len < in_len + trailer)
    return srtp_err_status_buffer_small;
  if (out != in)
    memmove(out, in, in_len);

  err = fn(ctx, out, &len);

  if (err == srtp_err_status_ok)
    *out_len = (size_t) len;

  return err;
}

static inline srtp_err_status_t srtp3_protect(srtp_t ctx, const uint8_t *rtp, size_t rtp_len,
  uint8_t *srtp, size_t *srtp_len, size_t mki_index)
{
  (void) mki_index;
  return srtp3_on_srtp2(srtp_protect, ctx, rtp, rtp_len, srtp, srtp_len, SRTP_MAX_TAG_LEN);
}

static inline srtp_err_status_t srtp3_unprotect(srtp_t ctx, const uint8_t *srtp, size_t srtp_len,
  uint8_t *rtp, size_t *rtp_len)
{
  return srtp3_on_srtp2(srtp_unprotect, ctx, srtp, srtp_len, rtp, rtp_len, 0);
}

static inline srtp_err_status_t srtp3_protect_rtcp(srtp_t ctx, const uint8_t *rtcp,
  size_t rtcp_len, uint8_t *srtcp, size_t *srtcp_len, size_t mki_index)
{
  (void) mki_index;
  return srtp3_on_srtp2(srtp_protect_rtcp, ctx, rtcp, rtcp_len, srtcp, srtcp_len,
    SRTP_MAX_TAG_LEN + SRTP_SRCTP_INDEX_LEN);
}

static inline srtp_err_status_t srtp3_unprotect_rtcp(srtp_t ctx, const uint8_t *srtcp,
  size_t srtcp_len, uint8_t *rtcp, size_t *rtcp_len)
{
  return srtp3_on_srtp2(srtp_unprotect_rtcp, ctx, srtcp, srtcp_len, rtcp, rtcp_len, 0);
}

#define srtp_protect srtp3_protect
#define srtp_unprotect srtp3_unprotect
#define srtp_protect_rtcp srtp3_protect_rtcp
#define srtp_unprotect_rtcp srtp3_unprotect_rtcp
#define srtp_stream_remove srtp_remove_stream

#endif
